"""From inspections owed to rounds planned, inspected and signed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.assets.models import Attendance
from sanbao.apps.desk.models import Case
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.inspections import actions, tasks
from sanbao.apps.inspections.models import Inspection, LatentFault, Round
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.workorders.models import WorkOrder
from sanbao.rules.moves import Refused
from tests.apps.inspections.conftest import FEEDBACK, Trip, certified_designer, owe
from tests.apps.world import World, unit


def second_unit(world: World):
    ours = world.ours
    return unit(
        ours.product, ours.site, ours.agreement, "YF-1001", at=world.at, accepted_on=world.on
    )


def test_units_of_one_site_go_together_and_another_site_has_its_own(world: World) -> None:
    second_unit(world)
    owe(world, "YF-1000", days=20)
    owe(world, "YF-1001", days=30)
    owe(world, "YF-3000", days=20)
    owe(world, "YF-2000", days=200)
    made = actions.propose(world.provider.pk, at=world.at)
    units = {round_.site_id: round_.inspections.count() for round_ in made}
    assert units == {world.ours.site.pk: 2, world.neighbour_unit.site_id: 1}
    assert {round_.station for round_ in made} == {world.ours.station}
    assert actions.propose(world.provider.pk, at=world.at) == []


def test_what_comes_to_be_owed_later_joins_the_round_still_to_be_planned(world: World) -> None:
    owe(world, "YF-1000", days=20)
    (first,) = actions.propose(world.provider.pk, at=world.at)
    second_unit(world)
    owe(world, "YF-1001", days=20)
    (same,) = actions.propose(world.provider.pk, at=world.at)
    assert (same.pk, same.inspections.count()) == (first.pk, 2)


def test_who_leads_sees_the_units_and_whose_certificate_ran_out_may_not(trip: Trip) -> None:
    with pytest.raises(Refused, match="expired on"):
        trip.plan(lead=trip.world.expired)
    with pytest.raises(Refused, match="the day lies in the past"):
        trip.plan(on=trip.world.on - timedelta(days=1))
    trip.plan()
    assert Attendance.objects.filter(asset=trip.world.asset, engineer=trip.engineer).exists()
    with pytest.raises(Refused, match="a reason is needed"):
        trip.plan(on=trip.world.on + timedelta(days=3))
    moved = trip.plan(on=trip.world.on + timedelta(days=3), reason="客户停产检修")
    assert moved.planned_on == trip.world.on + timedelta(days=3)


def test_a_design_engineer_takes_part_where_the_clause_says_so(trip: Trip) -> None:
    Round.objects.update(needs_designer=True, clause="4.1")
    with pytest.raises(Refused, match="a design engineer takes part") as refused:
        trip.plan()
    assert refused.value.clause == "4.1"
    designer = certified_designer(trip.world)
    wanted = actions.Plan(trip.world.on, trip.engineer, designer)
    by = trip.world.mei(Role.DISPATCHER)
    planned = actions.plan(trip.row, wanted, by=by, at=trip.world.at)
    assert planned.designer == designer


def test_a_signed_round_keeps_what_was_owed(trip: Trip) -> None:
    trip.signed()
    owed = Obligation.objects.get(what="inspected")
    assert (owed.state, owed.met_at) == ("met", trip.later(30))
    assert trip.unit.state == "done"
    row = Round.objects.get()
    assert row.feedback.answers["satisfaction"] == "4"
    assert row.feedback.signer_name == "卫工"


def test_the_same_key_signs_once(trip: Trip) -> None:
    trip.checked()
    key, signing = uuid4(), trip.signing(nobody_spoke=True)
    for _ in range(2):
        actions.sign(trip.row, signing, FEEDBACK, key=key, by=trip.engineer, at=trip.later(30))
    assert Entry.objects.filter(happening="round.signed").count() == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"image": None, "nobody_spoke": True}, "the customer has not signed"),
        ({"nobody_spoke": False}, "ask the customer's maintenance staff"),
    ],
)
def test_a_round_is_not_signed_without(trip: Trip, change: dict, why: str) -> None:
    trip.checked()
    with pytest.raises(Refused, match=why):
        actions.sign(
            trip.row,
            trip.signing(**change),
            FEEDBACK,
            key=uuid4(),
            by=trip.engineer,
            at=trip.later(30),
        )
    assert Round.objects.get().state == "under_way"


def test_a_fault_left_becomes_a_case_with_its_order_in_the_same_breath(trip: Trip) -> None:
    trip.checked(result="problem")
    fault = trip.found("ordered", measured="86 ℃")
    case = Case.objects.get()
    assert fault.case == case
    assert (case.channel, case.asset) == ("inspection", trip.world.asset)
    assert WorkOrder.objects.get().case == case
    assert Obligation.objects.filter(subject_kind="case", subject_code=case.code).exists()


def test_what_was_removed_opens_nothing_and_says_what_was_done(trip: Trip) -> None:
    trip.checked()
    with pytest.raises(Refused, match="say what was done"):
        trip.found("removed")
    assert trip.found("removed", done="重新压接端子").case is None
    assert not Case.objects.exists()


def test_a_quote_waits_for_its_answer(trip: Trip) -> None:
    trip.checked()
    with pytest.raises(Refused, match="a quote needs a price"):
        trip.found("quoted")
    fault = trip.found("quoted", quote="480.00")
    assert (fault.quote_state, Case.objects.count()) == ("open", 0)
    by, at = trip.world.mei(), trip.later(40)
    accepted = actions.answer_quote(fault, is_accepted=True, note="走大修费", by=by, at=at)
    assert accepted.case is not None
    again = actions.answer_quote(fault, is_accepted=True, note="", by=by, at=at)
    assert again.pk == accepted.pk
    assert Case.objects.count() == 1
    with pytest.raises(Refused, match="this quote has been answered"):
        actions.answer_quote(fault, is_accepted=False, note="", by=by, at=at)


def test_nothing_is_found_before_the_round_begins(trip: Trip) -> None:
    trip.plan()
    with pytest.raises(Refused, match="has not begun"):
        trip.found("ordered")
    assert not LatentFault.objects.exists()


def test_a_unit_called_off_stays_owed_and_is_proposed_again(trip: Trip) -> None:
    trip.started()
    actions.call_off(trip.unit, reason="机器停在库房", by=trip.engineer, at=trip.later(15))
    (again,) = actions.propose(trip.world.provider.pk, at=trip.later(60))
    assert again.pk != trip.row.pk
    assert Inspection.objects.filter(round=again).count() == 1


def test_a_cancelled_round_is_proposed_again(trip: Trip) -> None:
    by = trip.world.mei(Role.MANAGER)
    with pytest.raises(Refused, match="a reason is needed"):
        actions.cancel(trip.row, reason="", by=by, at=trip.later(1))
    actions.cancel(trip.row, reason="客户停产", by=by, at=trip.later(1))
    (again,) = actions.propose(trip.world.provider.pk, at=trip.later(2))
    assert again.pk != trip.row.pk


def test_an_inspection_may_be_asked_for_long_after_the_warranty(world: World) -> None:
    key, by = uuid4(), world.mei(Role.CUSTOMER)
    made = [
        actions.request(world.asset, wish="大修前看一遍", key=key, by=by, at=world.at)
        for _ in range(2)
    ]
    assert {row.code for row in made} == {Round.objects.get().code}
    assert Inspection.objects.get().obligation is None


def test_the_report_is_set_once(trip: Trip) -> None:
    trip.signed()
    entry = Entry.objects.get(happening="round.signed")
    for _ in range(2):
        tasks.make_report(entry.pk)
    with Round.objects.get().report.file.open("rb") as stored:
        assert stored.read(5) == b"%PDF-"


def test_a_missed_inspection_is_made_good_until_a_later_one_was(world: World) -> None:
    evidence.sync_forms()
    missed = owe(world, "YF-1000", days=-20)
    Obligation.objects.filter(pk=missed.pk).update(state="missed")
    (row,) = actions.propose(world.provider.pk, at=world.at)
    assert Inspection.objects.get().obligation == missed
    owe(world, "YF-1000", days=10)
    assert actions.propose(world.provider.pk, at=world.at) == []
    Trip(world, row).signed()
    missed.refresh_from_db()
    assert (missed.state, missed.met_at is not None) == ("missed", True)
    (again,) = actions.propose(world.provider.pk, at=world.at)
    assert again.pk != row.pk


def test_nobody_is_sent_after_what_a_later_inspection_has_made_good(world: World) -> None:
    missed = owe(world, "YF-1000", days=-200)
    met = owe(world, "YF-1000", days=-20)
    Obligation.objects.filter(pk=missed.pk).update(state="missed")
    Obligation.objects.filter(pk=met.pk).update(state="met", met_at=world.at)
    assert actions.propose(world.provider.pk, at=world.at) == []
