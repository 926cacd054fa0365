"""Checks on schedule and at random; major failures told at once and looked into together."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.dealers import actions, queries
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import actions as notices
from sanbao.apps.notices.models import Notice
from sanbao.apps.parties.models import Dealer
from sanbao.rules.moves import Refused

from .conftest import Bound

POINTS = ("organisation", "orders", "refusals", "sheets", "charges", "rules")
LOOKED_AT = dict.fromkeys(POINTS, "yes")
TOGETHER = actions.Inquiry("高工", "牛国强", "水箱焊缝开裂")


def accident(bound: Bound, **ago: float) -> actions.Accident:
    return actions.Accident(uuid4(), "水箱爆裂，两人烫伤", bound.at - timedelta(**ago), harm="两人")


def test_a_check_keeps_the_quarters_duty_once(bound: Bound) -> None:
    audit = actions.plan_audit(bound.dealer, bound.world.on, by=bound.boss, at=bound.at)
    made = actions.make_audit(audit, LOOKED_AT, key=uuid4(), by=bound.boss, at=bound.at)
    again = actions.make_audit(audit, LOOKED_AT, key=uuid4(), by=bound.boss, at=bound.later(days=1))
    assert made.made_at == again.made_at == bound.at
    duties = queries.upkeep_of(bound.dealer).model.objects.filter(what="dealer_checked")
    assert [duty.state for duty in duties.order_by("due_at")][:1] == ["met"]
    with pytest.raises(Refused, match="is over"):
        actions.plan_audit(
            bound.dealer, bound.world.on - timedelta(days=1), by=bound.boss, at=bound.at
        )


def test_a_draw_is_made_once_and_anybody_can_draw_the_same(bound: Bound) -> None:
    for number in range(2, 12):
        Dealer.objects.create(provider=bound.world.provider, code=f"D-{number}", name=f"{number}")
    month = date(2026, 12, 1)
    draw = actions.draw_audits(month, 25, by=bound.boss, at=bound.at)
    assert actions.draw_audits(month, 90, by=bound.boss, at=bound.at).pk == draw.pk
    assert (len(draw.dealers), len(draw.chosen), len(draw.seed)) == (11, 3, 16)
    assert queries.is_same_again(draw)
    audits = queries.audits_for(bound.boss)
    assert {audit.dealer.code for audit in audits} == set(draw.chosen)
    assert {(audit.kind, audit.planned_on) for audit in audits} == {("random", date(2026, 12, 31))}
    draw.chosen = [code for code in draw.dealers if code not in draw.chosen][:3]
    assert not queries.is_same_again(draw), "a choice by hand shows"


@pytest.mark.parametrize(("hours", "state"), [(3.5, "met"), (4.5, "missed")])
def test_a_dealer_has_four_hours_from_when_it_knew(bound: Bound, hours: float, state: str) -> None:
    failure = actions.open_failure(
        bound.dealer, accident(bound, hours=hours), by=bound.mei, at=bound.at
    )
    assert (failure.state, failure.clause) == ("reported", "2.4")
    assert bound.duty("failure_reported").state == state


def test_what_the_provider_hears_of_first_is_owed_until_the_dealer_tells(bound: Bound) -> None:
    told = accident(bound, hours=1)
    failure = actions.open_failure(bound.dealer, told, by=bound.boss, at=bound.at)
    assert actions.open_failure(bound.dealer, told, by=bound.boss, at=bound.at).pk == failure.pk
    assert (failure.state, bound.duty("failure_reported").state) == ("known", "running")
    actions.investigate(failure, TOGETHER, by=bound.boss, at=bound.at)
    row = actions.report_failure(failure, by=bound.mei, at=bound.later(hours=1))
    assert (row.state, bound.duty("failure_reported").state) == ("investigated", "met")
    done = actions.assess(
        failure, cause="焊接缺陷", measure="排查同批", by=bound.boss, at=bound.later(hours=9)
    )
    assert (done.state, done.assessed_by) == ("assessed", bound.boss)


def test_a_failure_is_urgent_news_to_who_looks_into_it(bound: Bound) -> None:
    actions.open_failure(bound.dealer, accident(bound, hours=1), by=bound.mei, at=bound.at)
    entry = Entry.objects.get(happening="dealer.failure_reported")
    notices.tell(entry, at=bound.at)
    roles = {role for row in Notice.objects.filter(entry=entry) for role in row.user.roles}
    assert roles == {"manager", "quality"}


def test_the_pages_of_a_failure_take_the_steps_of_each_side(bound: Bound, client: Client) -> None:
    form = {
        "key": str(uuid4()),
        "dealer": bound.dealer.pk,
        "description": "水箱爆裂",
        "known_at": f"{bound.at - timedelta(days=1):%Y-%m-%dT%H:%M}",
    }
    client.force_login(bound.boss)
    assert client.post(reverse("dealers:open_failure"), form).status_code == 302
    failure = queries.failures_for(bound.boss).get()
    step = reverse("dealers:failure_step", args=[failure.code, "investigate"])
    assert client.post(step, {"ours": "高工", "theirs": "", "finding": "裂"}).status_code == 422
    assert client.post(step.replace("investigate", "report")).status_code == 404
    both = {"ours": "高工", "theirs": "牛国强", "finding": "裂"}
    assert client.post(step, both).status_code == 302
    client.force_login(bound.mei)
    assert client.post(step, both).status_code == 404
    assert client.post(step.replace("investigate", "report")).status_code == 302
    text = client.get(reverse("dealers:failure", args=[failure.code])).content.decode()
    assert "牛国强" in text
    _other, neighbour = bound.neighbour()
    client.force_login(neighbour)
    assert client.get(reverse("dealers:failure", args=[failure.code])).status_code == 404
    assert client.post(reverse("dealers:open_failure"), form).status_code == 422
