"""Every duty over time of the eight agreements: raised by itself, met in time, missed otherwise.

One row for each term of the templates (a test holds the table to them). Each is driven through the
pages, by whoever owes it; a miss comes with time alone, and draws what its clause says.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from sanbao import templates
from sanbao.apps.assets import queries as assets
from sanbao.apps.assets import tasks as unit_jobs
from sanbao.apps.obligations import queries
from sanbao.apps.obligations import tasks as jobs
from sanbao.apps.obligations.queries import Obligation
from sanbao.apps.parties import queries as parties
from sanbao.rules.agreement import fill, parse
from sanbao.rules.terms import Lasting
from sanbao.site.demo import reacting
from sanbao.site.demo.build import build_company

from .house import House, RefusedByPage
from .present import CHINA, Present

NOVEMBER = datetime(2026, 11, 2, 10, tzinfo=CHINA)
SEES = {"provider": "manager", "dealer": "dealer", "customer": "customer"}
QUARTERS_OF_A_YEAR = 5
BREACH = ("breach", "10.3", "dealer")


@dataclass(frozen=True, slots=True)
class Duty:
    """One row. way: how it comes up and is kept (see WAYS). draws: what a first miss makes owed.

    each: what it is owed for. also: further clauses of the plan that the row is about.
    """

    plan: str
    slug: str
    what: str
    by: str
    each: str
    way: str
    draws: tuple[tuple[str, str, str], ...] = ()
    also: tuple[str, ...] = ()

    @property
    def clause(self) -> str:
        return self.plan.partition("-")[2]

    def __str__(self) -> str:
        return f"{self.plan} {self.what} {self.way}"


P1, P2, P3, P4 = "scale-supplier", "solar-dealer", "full-process", "fire-door"
P5, P6, P7, P8 = "fuel-truck-dealer", "integrated-equipment", "tablet-dealer", "bid-supply"
WE, DEALER, CUSTOMER = "provider", "dealer", "customer"
DUTIES = (
    Duty("P1-2.5", P1, "hotline_staffed", WE, "agreement", "kept_up"),
    Duty("P1-3.2", P1, "test_report_given", WE, "asset", "commissioned"),
    Duty("P1-4.1", P1, "inspected", WE, "asset", "returning"),
    Duty("P1-8", P1, "parts_available", WE, "asset", "kept_for_a_span"),
    Duty("P1-9.1", P1, "maintained", CUSTOMER, "asset", "returning"),
    Duty("P1-9.1", P1, "run_log_kept", CUSTOMER, "asset", "kept_up"),
    Duty("P1-9.2", P1, "replied", WE, "customer", "told"),
    Duty("P2-1.2", P2, "trained", WE, "dealer", "returning"),
    Duty("P2-1.3", P2, "documents_handed_over", WE, "dealer", "told"),
    Duty("P2-1.4", P2, "dealer_checked", WE, "dealer", "returning"),
    Duty("P2-2.1", P2, "organisation_kept", DEALER, "dealer", "kept_up", (BREACH,), ("P2-10.3",)),
    Duty(
        "P2-2.3",
        P2,
        "service_not_refused",
        DEALER,
        "dealer",
        "kept_up",
        (("breach", "2.3", DEALER),),
    ),
    Duty("P2-2.4", P2, "failure_reported", DEALER, "dealer", "told", (BREACH,), ("P2-10.3",)),
    Duty("P2-2.5", P2, "feedback_reported", DEALER, "dealer", "returning", (BREACH,), ("P2-10.3",)),
    Duty("P2-2.7", P2, "followed_up", DEALER, "dealer", "share", (BREACH,), ("P2-10.3",)),
    Duty("P2-7.1", P2, "year_settled", WE, "dealer", "returning"),
    Duty(
        "P2-7.2.2", P2, "sheets_submitted", DEALER, "dealer", "returning", (BREACH,), ("P2-10.3",)
    ),
    Duty("P2-7.2.5", P2, "paid", WE, "dealer", "after_sheets"),
    Duty("P2-8.1", P2, "repairs_reported", DEALER, "dealer", "returning", (BREACH,), ("P2-10.3",)),
    Duty("P2-8.3", P2, "users_reported", DEALER, "dealer", "told", (BREACH,), ("P2-10.3",)),
    Duty("P2-9.0", P2, "awarded", WE, "agreement", "returning"),
    Duty("P3-2.3", P3, "hotline_staffed", WE, "agreement", "kept_up"),
    Duty("P3-3.5", P3, "called_back", WE, "customer", "returning"),
    Duty("P3-4.4", P3, "appointed", WE, "case", "case"),
    Duty("P3-4.6", P3, "reported", WE, "case", "case"),
    Duty("P3-4.7", P3, "followed_up", WE, "case", "case"),
    Duty("P3-6.2", P3, "records_reported", WE, "agreement", "returning"),
    Duty("P3-7.1", P3, "records_consolidated", WE, "agreement", "returning"),
    Duty("P4-10", P4, "trained", WE, "asset", "accepted"),
    Duty("P4-12", P4, "inspected", WE, "asset", "returning"),
    Duty("P5-1.1", P5, "standards_met", WE, "agreement", "kept_up"),
    Duty("P5-1.2", P5, "trained", WE, "dealer", "returning"),
    Duty("P5-1.3", P5, "supported", WE, "asset", "kept_up"),
    Duty("P5-1.9", P5, "station_kept", WE, "agreement", "kept_up"),
    Duty("P5-2.1", P5, "organisation_kept", DEALER, "dealer", "kept_up"),
    Duty("P5-6", P5, "hotline_staffed", WE, "agreement", "kept_up"),
    Duty("P6-1.3", P6, "documents_handed_over", WE, "asset", "delivered"),
    Duty("P6-2.1", P6, "trained", WE, "asset", "accepted"),
    Duty("P6-2.1", P6, "trained", WE, "agreement", "returning"),
    Duty("P6-5.1", P6, "supported", WE, "asset", "kept_up"),
    Duty("P6-5.5", P6, "called_back", WE, "customer", "returning"),
    Duty("P6-5.5", P6, "inspected", WE, "asset", "returning"),
    Duty("P6-6.1", P6, "documents_handed_over", WE, "asset", "delivered"),
    Duty("P6-6.2", P6, "notified", WE, "asset", "ahead"),
    Duty("P6-7.3", P6, "hotline_staffed", WE, "agreement", "kept_up"),
    Duty("P6-7.4", P6, "certified", WE, "agreement", "kept_up"),
    Duty("P7-5.5", P7, "sheets_submitted", DEALER, "dealer", "returning"),
    Duty("P7-6", P7, "shipped_once_a_week", DEALER, "dealer", "kept_up"),
    Duty("P8-1", P8, "documents_handed_over", WE, "asset", "delivered"),
    Duty("P8-4", P8, "supported", WE, "asset", "kept_up"),
    Duty("P8-11", P8, "organisation_kept", WE, "agreement", "kept_up"),
)


def test_the_table_holds_every_duty_over_time_of_the_templates() -> None:
    written = sorted((duty.slug, duty.clause, duty.what, duty.by) for duty in DUTIES)
    found = sorted(
        (slug, term.clause, str(term.what), str(term.by))
        for slug in templates.SLUGS
        for term in fill(parse(templates.read(slug)), {}).terms
        if isinstance(term, Lasting)
    )
    assert written == found


# The companies are built once for all rows; whatever a row does to one is undone.


@pytest.fixture(scope="module")
def clock() -> Iterator[Present]:
    present = Present(NOVEMBER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: present.now)
        yield present


@pytest.fixture(scope="module")
def built(
    request: pytest.FixtureRequest,
    clock: Present,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: Any,
) -> Iterator[House]:
    clock.now = NOVEMBER
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
        reacting.in_basket() as basket,
    ):
        company = build_company(request.param, today=clock.today, now=clock.now, cases=0, assets=3)
        yield House(company=company, present=clock, basket=basket)
        transaction.set_rollback(True)


@pytest.fixture
def house(built: House, django_db_blocker: Any) -> Iterator[House]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield built
        transaction.set_rollback(True)
    built.present.now = NOVEMBER
    built.clients.clear()
    built.basket.jobs.clear()


@contextmanager
def otherwise(house: House) -> Iterator[None]:
    """What happens in the block has not happened after it: the other way that it may go."""
    now = house.present.now
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    house.present.now = now
    house.clients.clear()
    house.basket.jobs.clear()


def rows_of(duty: Duty) -> list[pytest.param]:
    marks = [pytest.mark.clause(clause) for clause in (duty.plan, *duty.also)]
    return pytest.param(duty.slug, duty, id=str(duty), marks=marks)


def having(*ways: str) -> pytest.MarkDecorator:
    rows = [rows_of(duty) for duty in DUTIES if duty.way in ways]
    return pytest.mark.parametrize(("built", "duty"), rows, indirect=["built"])


def owed(house: House, duty: Duty) -> list[Obligation]:
    """The open rows that whoever owes them can sign in for, the next due first."""
    rows = Obligation.objects.filter(
        provider=house.company.provider,
        clause=duty.clause,
        what=duty.what,
        owed_by=duty.by,
        subject_kind=duty.each,
        caused_by=None,
        state__in=queries.OPEN_STATES,
    ).order_by("due_at", "id")
    if duty.by == DEALER:
        mine = parties.dealer_of(house.person("dealer"))
        assert mine is not None
        rows = rows.filter(subject_code=mine.code)
    if duty.by == CUSTOMER:
        customer = parties.customer_of(house.person("customer"))
        assert customer is not None
        rows = rows.filter(customer=customer.code)
    return list(rows)


def daily_run(house: House) -> None:
    """What the worker does four times a day."""
    jobs.raise_provider.func(house.company.provider.pk)
    unit_jobs.raise_provider.func(house.company.provider.pk)
    house.settle()


def next_owed(house: House, duty: Duty) -> Obligation:
    """The next one that has not been raised when the company was built comes up with time."""
    for _quarter in range(QUARTERS_OF_A_YEAR):
        if rows := owed(house, duty):
            return rows[0]
        house.go(days=80)  # what a quarter brings stands already
        daily_run(house)
    raise AssertionError("nobody raised it within a year")


def done(house: House, row: Obligation) -> None:
    form = {"done_at": house.present.local(house.present.now), "note": "已办"}
    house.post(SEES[row.owed_by], "obligations:done", row.code, data=form)


def check_met(house: House, row: Obligation) -> None:
    row.refresh_from_db()
    assert row.state == "met"
    assert "已履行" in house.page("manager", "obligations:detail", row.code)


def check_missed(house: House, duty: Duty, row: Obligation) -> None:
    """Missed with time alone; drawn is what the clause says, and it is told on the page."""
    row.refresh_from_db()
    assert row.state == "missed"
    check_drawn(house, duty, row)


def check_drawn(house: House, duty: Duty, row: Obligation) -> None:
    drawn = Obligation.objects.filter(caused_by=row).exclude(what="termination")
    assert sorted(drawn.values_list("what", "clause", "owed_by")) == sorted(duty.draws)
    page = house.page("manager", "obligations:detail", row.code)
    for one in drawn:
        assert f"第 {one.clause} 条" in page


def let_pass(house: House, row: Obligation) -> None:
    assert row.due_at is not None
    house.go_to(max(house.present.now, row.due_at) + timedelta(minutes=1))


@having("returning")
def test_what_comes_round_is_met_in_time_and_missed_otherwise(house: House, duty: Duty) -> None:
    row = next_owed(house, duty)
    assert row.state == "running"
    assert row.owner is not None
    with otherwise(house):
        let_pass(house, row)
        check_missed(house, duty, row)
    if row.opens_at is not None and row.opens_at > house.present.now:
        with pytest.raises(RefusedByPage, match="之前不能"):
            done(house, row)
        house.go_to(row.opens_at + timedelta(hours=9))
    done(house, row)
    check_met(house, row)


@having("kept_up")
def test_what_is_kept_up_runs_and_lapses_with_a_reason(house: House, duty: Duty) -> None:
    row = owed(house, duty)[0]
    assert (row.state, row.kind) == ("running", "upkeep")
    house.go(days=40)
    daily_run(house)
    row.refresh_from_db()
    assert row.state == "running", "kept, as long as nobody says otherwise"
    with pytest.raises(RefusedByPage):
        house.post("manager", "obligations:lapse", row.code, data={"reason": ""})
    house.post("manager", "obligations:lapse", row.code, data={"reason": "无人值守"})
    row.refresh_from_db()
    assert row.state == "lapsed"
    check_drawn(house, duty, row)
    house.post("manager", "obligations:restore", row.code, data={})
    row.refresh_from_db()
    assert row.state == "running"


@having("kept_for_a_span")
def test_what_is_kept_for_years_is_met_when_they_are_over(house: House, duty: Duty) -> None:
    row = owed(house, duty)[0]
    let_pass(house, row)
    check_met(house, row)


def commissioned(house: House, duty: Duty) -> Obligation:
    """A further unit whose date has just come makes it owed."""
    unit = house.unit(**{duty.way: house.present.today})
    house.settle()
    (row,) = [row for row in owed(house, duty) if row.subject_code == unit.serial]
    return row


@having("commissioned", "accepted", "delivered")
def test_what_follows_a_date_of_a_unit_is_met_in_time_and_missed_otherwise(
    house: House, duty: Duty
) -> None:
    row = commissioned(house, duty)
    with otherwise(house):
        let_pass(house, row)
        check_missed(house, duty, row)
    done(house, row)
    check_met(house, row)


TOLD = {
    "replied": "suggestion_received",
    "documents_handed_over": "product_launched",
    "users_reported": "product_launched",
    "failure_reported": "major_failure",
    "notified": "installation_agreed",
}


def told(house: House, duty: Duty, *, on: str) -> Obligation:
    """Somebody tells over the API what has happened."""
    subject: dict[str, str] = {}
    if duty.each == "customer":
        subject = {"subject_kind": "customer", "subject": house.units[0].customer.code}
    if duty.each == "asset":
        subject = {"subject_kind": "asset", "subject": house.units[0].serial}
    body = {
        "agreement": house.company.version.agreement.code,
        "event": TOLD[duty.what],
        "on": on,
        "period": "1",
        **subject,
    }
    answer = house.client("manager").post(
        "/api/obligations/events", body, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content.decode()
    house.settle()
    (row,) = [row for row in owed(house, duty) if row.period == "1"]
    return row


@having("told", "ahead")
def test_what_follows_an_event_is_met_in_time_and_missed_otherwise(
    house: House, duty: Duty
) -> None:
    now = house.present.now
    on = f"{now.date() + timedelta(days=20)}" if duty.way == "ahead" else now.isoformat()
    row = told(house, duty, on=on)
    with otherwise(house):
        let_pass(house, row)
        check_missed(house, duty, row)
    done(house, row)
    check_met(house, row)


SHEETS = next(duty for duty in DUTIES if duty.plan == "P2-7.2.2")


@having("after_sheets")
def test_sheets_handed_in_are_paid_for_within_the_time(house: House, duty: Duty) -> None:
    sheets = next_owed(house, SHEETS)
    assert sheets.opens_at is not None
    house.go_to(max(house.present.now, sheets.opens_at + timedelta(hours=9)))
    done(house, sheets)
    (row,) = [row for row in owed(house, duty) if row.dealer == sheets.dealer]
    with otherwise(house):
        let_pass(house, row)
        check_missed(house, duty, row)
    done(house, row)
    check_met(house, row)


CASE_STEPS = {
    "appointed": ("assigned", "agreed"),
    "reported": ("signed", "handed_in"),
    "followed_up": ("handed_in", "followed_up"),
}


@having("case")
def test_what_a_case_makes_owed_is_met_by_its_step_and_missed_without_it(
    house: House, duty: Duty
) -> None:
    before, step = CASE_STEPS[duty.what]
    walk = house.walk().to(before)
    (row,) = [row for row in owed(house, duty) if row.subject_code == walk.code]
    with otherwise(house):
        let_pass(house, row)
        check_missed(house, duty, row)
    walk.to(step)
    check_met(house, row)


@having("share")
def test_a_quarter_of_the_months_repairs_is_followed_up_or_the_share_is_missed(
    house: House, duty: Duty
) -> None:
    mine = parties.dealer_of(house.person("dealer"))
    unit = assets.Asset.objects.filter(dealer=mine).first()
    assert unit is not None, "the dealer has a unit"
    walk = house.walk(unit).to("handed_in")
    month = f"{walk.case.reported_at.astimezone(CHINA):%Y-%m}"
    (row,) = [row for row in owed(house, duty) if row.period == month]
    with otherwise(house):
        let_pass(house, row)
        check_missed(house, duty, row)
    walk.follow_up()
    let_pass(house, row)
    check_met(house, row)
    assert (row.done, row.base) == (1, 1)


RUNS = (
    ("P2-7.3", "sheets_submitted", "waiver", "7.3"),
    ("P2-8.2", "feedback_reported", "deduction", "8.2"),
)


@pytest.mark.parametrize(
    ("built", "what", "drawn", "clause"),
    [
        pytest.param(P2, what, drawn, clause, id=plan, marks=pytest.mark.clause(plan))
        for plan, what, drawn, clause in RUNS
    ],
    indirect=["built"],
)
def test_the_third_month_in_a_row_draws_what_the_clause_says(
    house: House, what: str, drawn: str, clause: str
) -> None:
    duty = next(duty for duty in DUTIES if duty.slug == P2 and duty.what == what)
    counts = []
    for _month in range(3):
        row = next_owed(house, duty)
        let_pass(house, row)
        counts.append(Obligation.objects.filter(what=drawn, subject_code=row.subject_code).count())
    assert counts == [0, 0, 1]
    found = Obligation.objects.get(what=drawn, subject_code=row.subject_code)
    assert (found.clause, found.caused_by_id) == (clause, row.pk)


@pytest.mark.clause("P2-10.3")
@pytest.mark.parametrize("built", [P2], indirect=True)
def test_three_breaches_within_a_year_give_the_right_to_end_the_agreement(house: House) -> None:
    duty = next(duty for duty in DUTIES if duty.plan == "P2-2.5")
    mine = parties.dealer_of(house.person("dealer"))
    assert mine is not None
    rights = Obligation.objects.filter(what="termination", subject_code=mine.code)
    breaches = Obligation.objects.filter(what="breach", subject_code=mine.code)
    while not rights.exists():
        let_pass(house, next_owed(house, duty))
        assert breaches.count() < 9
    assert breaches.count() >= 3
    right = rights.earliest("pk")
    assert (right.owed_by, right.clause) == ("provider", "10.3")
    assert "有权终止协议" in house.page("manager", "obligations:detail", right.code)
