"""What a dealer hands in: by month, by product; late, early, corrected, on paper."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.dealers import actions, queries
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.models import Obligation
from sanbao.rules.moves import Refused
from sanbao.rules.terms import After

from .conftest import Bound, told

CHINA = ZoneInfo("Asia/Shanghai")
ANSWERS = {"faults": "电磁阀关不严 3 台", "repeated": "no"}


def filing(period: str, kind: str = "feedback", **more) -> actions.Filing:
    answers = more.pop("answers", ANSWERS)
    return actions.Filing(kind, period, answers, more.pop("key", uuid4()), **more)


def next_open(bound: Bound, what: str = "feedback_reported") -> Obligation:
    rows = Obligation.objects.filter(subject_code=bound.dealer.code, what=what)
    return rows.order_by("due_at")[0]


def test_a_report_keeps_the_duty_of_its_month_and_no_other(bound: Bound) -> None:
    duty = next_open(bound)
    after = duty.opens_at + timedelta(days=3)
    report = actions.file_report(bound.dealer, filing(duty.period), by=bound.mei, at=after)
    duty.refresh_from_db()
    assert (duty.state, duty.met_at) == ("met", after)
    assert report.record.answers["faults"].startswith("电磁阀")
    others = Obligation.objects.filter(what="feedback_reported").exclude(pk=duty.pk)
    assert set(others.values_list("met_at", flat=True)) == {None}
    assert next_open(bound, "repairs_reported").met_at is None
    year = int(duty.period[:4])
    assert queries.feedback_months(bound.world.provider.pk, bound.dealer.pk, year) == (1, 1)


def test_handed_in_again_it_is_a_correction_beside_the_first(bound: Bound) -> None:
    key = uuid4()
    first = actions.file_report(bound.dealer, filing("2026-01", key=key), by=bound.mei, at=bound.at)
    same = actions.file_report(bound.dealer, filing("2026-01", key=key), by=bound.mei, at=bound.at)
    other = {**ANSWERS, "faults": "更正：2 台"}
    later = bound.later(days=1)
    again = actions.file_report(
        bound.dealer, filing("2026-01", answers=other), by=bound.mei, at=later
    )
    assert first.pk == same.pk == again.pk
    assert again.reported_at == bound.at
    assert again.record.answers["faults"] == "更正：2 台"
    assert (len(told("dealer.report_filed")), len(told("dealer.report_corrected"))) == (1, 1)


def test_a_month_that_is_not_over_is_refused_and_leaves_nothing(bound: Bound) -> None:
    with pytest.raises(Refused, match="not over"):
        actions.file_report(
            bound.dealer, filing(f"{bound.world.on:%Y-%m}"), by=bound.mei, at=bound.at
        )
    assert not queries.reports_for(bound.mei).exists()


def test_on_paper_the_day_counts_on_which_it_came(bound: Bound) -> None:
    day = bound.world.on - timedelta(days=2)
    report = actions.file_report(
        bound.dealer, filing("2026-01", reached_on=day), by=bound.boss, at=bound.at
    )
    assert report.reported_at == datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)
    tomorrow = bound.world.on + timedelta(days=1)
    with pytest.raises(Refused, match="future"):
        actions.file_report(
            bound.dealer, filing("2026-02", reached_on=tomorrow), by=bound.boss, at=bound.at
        )
    # The dealer himself cannot say that it came earlier.
    own = actions.file_report(
        bound.dealer, filing("2026-03", reached_on=day), by=bound.mei, at=bound.at
    )
    assert own.reported_at == bound.at


def test_a_new_product_is_tracked_under_its_number(bound: Bound) -> None:
    event = obligations.Event(After.PRODUCT_LAUNCHED, on=bound.world.on, period="P-1")
    obligations.tell_event(bound.version.agreement, event, at=bound.at, by=bound.boss)
    due = [(one.kind, one.period) for one in queries.due_of(bound.dealer, at=bound.at)]
    assert ("users", "P-1") in due
    answers = {"users": "张桂英 138 泰安 YF-1", "quality": "正常"}
    actions.file_report(
        bound.dealer, filing("P-1", "users", answers=answers), by=bound.mei, at=bound.later(days=5)
    )
    assert bound.duty("users_reported").state == "met"
    assert bound.duty("documents_handed_over").state == "running"


def test_feedback_of_a_year_counts_late_months_and_leaves_out_what_is_excused(
    bound: Bound,
) -> None:
    base = bound.duty("organisation_kept")
    for month, state, met in (
        (1, "met", True),
        (2, "missed", True),
        (3, "missed", False),
        (4, "excused", False),
        (5, "running", False),
    ):
        Obligation.objects.create(
            provider=bound.world.provider,
            version=bound.version,
            code=f"F-{month}",
            kind="rhythm",
            what="feedback_reported",
            owed_by="dealer",
            clause="2.5",
            subject_kind="dealer",
            subject_code=bound.dealer.code,
            period=f"2019-{month:02d}",
            starts_at=base.starts_at,
            met_at=bound.at if met else None,
            state=state,
        )
    months = queries.feedback_months(bound.world.provider.pk, bound.dealer.pk, 2019)
    assert months == (2, 3)


def test_the_page_shows_the_form_takes_it_and_keeps_what_was_typed(
    bound: Bound, client: Client
) -> None:
    url = reverse("dealers:report", args=[bound.dealer.code, "feedback", "2026-01"])
    client.force_login(bound.mei)
    assert "质量信息反馈表" not in client.get(url).content.decode()
    answer = client.post(url, {"faults": "三台", "key": str(uuid4())})
    assert answer.status_code == 422
    assert "三台" in answer.content.decode()
    assert client.post(url, {**ANSWERS, "key": str(uuid4())}).status_code == 302
    assert "质量信息反馈表" in client.get(url).content.decode()
    for wrong in ("2026-13", "soon"):
        bad = reverse("dealers:report", args=[bound.dealer.code, "feedback", wrong])
        assert client.get(bad).status_code == 404
    users = reverse("dealers:report", args=[bound.dealer.code, "users", "P-9"])
    assert client.get(users).status_code == 404


def test_a_survey_says_who_has_not_answered(bound: Bound, client: Client) -> None:
    other, neighbour = bound.neighbour()
    question = actions.Question(
        uuid4(), "配件满意度", "配件够用吗\n多久到货", bound.world.on, [bound.dealer, other]
    )
    survey = actions.open_survey(question, by=bound.boss, at=bound.at)
    assert actions.open_survey(question, by=bound.boss, at=bound.at).pk == survey.pk
    url = reverse("dealers:survey", args=[survey.code])
    client.force_login(bound.mei)
    assert client.post(url, {"answer_0": "够用", "answer_1": ""}).status_code == 422
    assert client.post(url, {"answer_0": "够用", "answer_1": "三天"}).status_code == 302
    client.post(url, {"answer_0": "改口", "answer_1": "改口"})
    client.force_login(neighbour)
    assert "三天" not in client.get(url).content.decode(), "another dealer's answers are its own"
    client.force_login(bound.world.mei(Role.MARKETING))
    page = client.get(url).content.decode()
    assert "三天" in page
    assert "华南经销部" in page
    assert "改口" not in page
    with pytest.raises(Refused, match="is over"):
        actions.open_survey(
            actions.Question(uuid4(), "甲", "乙", date(2020, 1, 1), [other]),
            by=bound.boss,
            at=bound.at,
        )
