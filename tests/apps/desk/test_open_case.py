"""Opening a case from a report."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import actions as assets
from sanbao.apps.desk import actions, queries
from sanbao.apps.desk.actions import CaseReport
from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.moves import Refused

from ..world import World
from .reports import report

pytestmark = pytest.mark.django_db


def due(world: World, case: queries.Case) -> dict[str, tuple[str, object]]:
    rows = obligations.of_subject(world.provider.pk, "case", case.code)
    return {row.what: (row.clause, row.due_at) for row in rows if row.state != "cancelled"}


@pytest.mark.clause("P6-5.2", "P6-7.4")
def test_a_case_is_decided_and_its_promises_run_from_the_call(world: World) -> None:
    called_at = world.at - timedelta(minutes=20)
    case = actions.open_case(report(world, reported_at=called_at), by=world.mei(), at=world.at)
    decision = agreements.latest_decision(world.provider.pk, "case", case.code)
    assert decision is not None
    assert decision.answer["warranty"]["covered"] is True
    assert due(world, case) == {
        "on_site": ("5.2", called_at + timedelta(hours=1)),
        "resolved": ("5.2", called_at + timedelta(hours=12)),
        "dispatched": ("7.4", called_at + timedelta(hours=1)),
    }
    happenings = [row.happening for row in journal.history(world.provider.pk, ("case", case.code))]
    assert happenings == ["case.opened"]
    assert case.owner == world.mei()


def test_the_same_form_sent_twice_opens_one_case(world: World) -> None:
    twice = report(world)
    first = actions.open_case(twice, by=world.mei(), at=world.at)
    second = actions.open_case(twice, by=world.mei(), at=world.at)
    assert first.pk == second.pk
    assert queries.cases_for(world.mei()).count() == 1


def test_a_key_of_another_unit_is_refused(world: World) -> None:
    first = report(world)
    actions.open_case(first, by=world.mei(), at=world.at)
    other = report(world, key=first.key, asset=world.neighbour_unit)
    with pytest.raises(Refused, match="open it anew"):
        actions.open_case(other, by=world.mei(), at=world.at)


def test_a_report_from_the_future_is_refused(world: World) -> None:
    tomorrow = report(world, reported_at=world.at + timedelta(minutes=1))
    with pytest.raises(Refused, match="in the future") as refused:
        actions.open_case(tomorrow, by=world.mei(), at=world.at)
    assert refused.value.field == "reported_at"
    assert not queries.cases_for(world.mei()).exists()


def test_an_agreement_that_was_not_in_force_that_day_is_named(world: World) -> None:
    before = report(world, reported_at=world.at - timedelta(days=400))
    with pytest.raises(Refused, match="is not in force on") as refused:
        actions.open_case(before, by=world.mei(), at=world.at)
    assert refused.value.field == "reported_at"


def test_a_unit_without_an_agreement_is_named(world: World) -> None:
    world.asset.agreement = None
    with pytest.raises(Refused, match="no agreement stands") as refused:
        actions.open_case(report(world), by=world.mei(), at=world.at)
    assert refused.value.field == "asset"


def test_a_date_that_the_agreement_needs_and_that_is_missing_is_named(world: World) -> None:
    world.asset.accepted_on = None
    with pytest.raises(Refused) as refused:
        actions.open_case(report(world), by=world.mei(), at=world.at)
    assert refused.value.field == "asset.dates.accepted"
    assert not queries.cases_for(world.mei()).exists()


def test_a_customers_report_is_taken_even_when_it_cannot_be_decided_yet(world: World) -> None:
    asset = world.asset
    accepted_on, asset.accepted_on = asset.accepted_on, None
    asset.save()
    customer = world.mei("customer")
    case = actions.open_case(report(world, channel="web"), by=customer, at=world.at)
    assert case.version is None
    assert agreements.latest_decision(world.provider.pk, "case", case.code) is None
    asset.accepted_on = accepted_on
    asset.save()
    decision = actions.decide_again(case, by=world.mei(), at=world.at)
    assert decision is not None
    assert decision.answer["warranty"]["covered"] is True
    assert set(due(world, case)) == {"on_site", "resolved", "dispatched"}


def test_the_same_fault_again_counts_the_repair_as_failed(world: World) -> None:
    asset = world.asset
    for days in (30, 10):
        at = world.at - timedelta(days=days)
        assets.record_repair(
            asset,
            component="whole",
            cause="product_quality",
            in_warranty=True,
            visit_code=f"V-{days}",
            finding="",
            at=at,
        )
    case = actions.open_case(report(world, is_again=True), by=world.mei(), at=world.at)
    decision = agreements.latest_decision(world.provider.pk, "case", case.code)
    assert decision is not None
    assert decision.facts["asset"]["failed_repairs"] == 1


def test_an_open_case_of_the_unit_is_pointed_out(world: World) -> None:
    assert not queries.duplicates(world.asset).exists()
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    assert list(queries.duplicates(world.asset)) == [case]
    assert not queries.duplicates(world.neighbour_unit).exists()


def test_the_preview_says_the_same_and_stores_nothing(world: World) -> None:
    said = actions.preview(report(world), at=world.at).as_json("zh")
    assert not queries.cases_for(world.mei()).exists()
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    decision = agreements.latest_decision(world.provider.pk, "case", case.code)
    assert decision is not None
    assert decision.answer["obligations"] == said["obligations"]
    assert decision.answer["charges"] == said["charges"]


@pytest.mark.clause("P3-5.2")
def test_what_only_some_kinds_need_reaches_the_decision(world: World) -> None:
    world.counter_unit.delivered_on = world.on - timedelta(days=3)
    asked = report(
        world,
        asset=world.counter_unit,
        kind="return_requested",
        particulars={"reason": "cannot_operate"},
    )
    decided = actions.preview(asked, at=world.at).as_json("zh")
    assert isinstance(decided["remedies"], list)
    assert [line["what"] for line in decided["remedies"]] == ["training"]
    without = report(world, asset=world.counter_unit, kind="return_requested")
    with pytest.raises(Refused) as refused:
        actions.preview(without, at=world.at)
    assert refused.value.field == "event.reason"


def test_a_report_carries_the_place_of_the_site_unless_it_says_another(world: World) -> None:
    assert report(world).place == {"province": "江苏", "area": "city"}
    elsewhere = CaseReport(
        key=uuid4(),
        asset=world.asset,
        channel="phone",
        description="x",
        reporter_name="x",
        reporter_phone="x",
        reported_at=world.at,
        province="河南",
        area="county",
    )
    assert elsewhere.place == {"province": "河南", "area": "county"}
