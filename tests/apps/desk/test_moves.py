"""A case on its way from the report to the closed file."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import actions as assets
from sanbao.apps.assets import queries as units
from sanbao.apps.desk import actions, queries
from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.moves import Refused

from ..world import World
from .reports import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world: World) -> queries.Case:
    return actions.open_case(report(world), by=world.mei(), at=world.at)


def states(case: queries.Case) -> dict[str, str]:
    rows = obligations.of_subject(case.provider_id, "case", case.code)
    return {row.what: row.state for row in rows}


def happenings(case: queries.Case) -> list[str]:
    return [row.happening for row in journal.history(case.provider_id, ("case", case.code))]


@pytest.mark.clause("P3-3.2")
def test_a_call_solved_at_once_counts_and_ends_what_was_owed(
    world: World, case: queries.Case
) -> None:
    later = world.at + timedelta(minutes=5)
    solved = actions.solve_on_call(case, "重新标定零点后正常", by=world.mei(), at=later)
    assert (solved.state, solved.solved_on_call) == ("restored", True)
    assert states(case) == {"resolved": "met", "on_site": "cancelled", "dispatched": "cancelled"}
    assert happenings(case)[-1] == "case.solved"


def test_a_call_is_not_solved_without_an_answer(world: World, case: queries.Case) -> None:
    with pytest.raises(Refused, match="answer given is missing"):
        actions.solve_on_call(case, "  ", by=world.mei(), at=world.at)
    assert states(case)["resolved"] == "running"
    assert happenings(case) == ["case.opened"]


def test_what_is_solved_after_somebody_was_sent_is_no_first_call_resolution(
    world: World, case: queries.Case
) -> None:
    actions.hand_over(case, by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="work order is still open"):
        actions.solve_on_call(case, "已恢复", by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="work order is still open"):
        actions.cancel(case, "撤销", by=world.mei(), at=world.at)
    actions.handed_back(case, by=world.mei(), at=world.at)
    solved = actions.solve_on_call(case, "已恢复", by=world.mei(), at=world.at)
    assert solved.solved_on_call is False


def test_a_case_whose_order_was_called_off_is_handed_over_again(
    world: World, case: queries.Case
) -> None:
    actions.hand_over(case, by=world.mei(), at=world.at)
    actions.handed_back(case, by=world.mei(), at=world.at)
    again = actions.hand_over(case, by=world.mei(), at=world.at)
    assert (again.state, again.is_with_field) == ("in_service", True)


def test_a_case_is_not_handed_over_twice(world: World, case: queries.Case) -> None:
    actions.hand_over(case, by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="not possible in the state"):
        actions.hand_over(case, by=world.mei(), at=world.at)


@pytest.mark.clause("P6-5.2")
def test_arrival_keeps_its_promise_and_is_counted_once(world: World, case: queries.Case) -> None:
    arrived_at = world.at + timedelta(minutes=40)
    actions.arrived(case, by=world.mei("engineer"), at=arrived_at)
    case = actions.arrived(case, by=world.mei("engineer"), at=arrived_at + timedelta(hours=1))
    assert case.on_site_at == arrived_at
    assert states(case)["on_site"] == "met"
    assert happenings(case).count("case.reached") == 1


def test_an_arrival_after_the_hour_misses_the_promise(world: World, case: queries.Case) -> None:
    actions.arrived(case, by=world.mei("engineer"), at=world.at + timedelta(minutes=61))
    assert states(case)["on_site"] == "missed"


def test_an_established_cause_decides_the_case_again(world: World, case: queries.Case) -> None:
    decision = actions.established(
        case,
        component="whole",
        cause="human_damage",
        exclusions=["shell"],
        by=world.mei("engineer"),
        at=world.at,
    )
    assert decision is not None
    assert decision.number == 2
    assert decision.facts["event"]["cause"] == "human_damage"
    first = agreements.decisions_of(world.provider.pk, "case", case.code).first()
    assert first is not None
    assert first.facts["event"]["cause"] == "unknown"
    assert happenings(case)[-1] == "case.cause_established"


def test_a_closed_case_is_not_decided_again(world: World, case: queries.Case) -> None:
    actions.cancel(case, "报错了设备", by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="its decision stands"):
        actions.established(
            case, component="whole", cause="misuse", exclusions=[], by=None, at=world.at
        )
    with pytest.raises(Refused, match="its decision stands"):
        actions.decide_again(case, by=world.mei(), at=world.at)
    assert agreements.decisions_of(world.provider.pk, "case", case.code).count() == 1


@pytest.mark.clause("P3-4.7")
def test_a_restored_case_closes_only_after_its_follow_up(world: World, case: queries.Case) -> None:
    actions.hand_over(case, by=world.mei(), at=world.at)
    actions.restored(case, by=world.mei("engineer"), at=world.at)
    assert states(case)["resolved"] == "met"
    with pytest.raises(Refused, match="follow-up has not been made"):
        actions.close(case, is_followed_up=False, by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="work order is still open"):
        actions.close(case, is_followed_up=True, by=world.mei(), at=world.at)
    actions.handed_back(case, by=world.mei("engineer"), at=world.at)
    closed = actions.close(case, is_followed_up=True, by=world.mei(), at=world.at)
    assert (closed.state, closed.closed_by) == ("closed", world.mei())
    assert not {"running", "waiting"} & set(states(case).values())


def test_a_case_that_does_not_hold_is_reopened_and_the_repair_counts(
    world: World, case: queries.Case
) -> None:
    actions.hand_over(case, by=world.mei(), at=world.at)
    assets.record_repair(
        world.asset,
        component="whole",
        cause="product_quality",
        in_warranty=True,
        visit_code="V-1",
        finding="",
        at=world.at,
    )
    actions.restored(case, by=world.mei("engineer"), at=world.at)
    with pytest.raises(Refused, match="a reason is needed"):
        actions.reopen(case, " ", by=world.mei(), at=world.at)
    again = actions.reopen(case, "仍漂移", by=world.mei(), at=world.at)
    assert again.state == "reported"
    assert units.facts_of(world.asset)["failed_repairs"] == 1
    decision = agreements.latest_decision(world.provider.pk, "case", case.code)
    assert decision is not None
    assert decision.facts["asset"]["failed_repairs"] == 1


def test_cancelling_needs_a_reason_and_ends_what_was_owed(world: World, case: queries.Case) -> None:
    with pytest.raises(Refused, match="a reason is needed"):
        actions.cancel(case, "", by=world.mei(), at=world.at)
    cancelled = actions.cancel(case, "重复报修", by=world.mei(), at=world.at)
    assert cancelled.state == "cancelled"
    assert set(states(case).values()) == {"cancelled"}
    with pytest.raises(Refused, match="not possible in the state"):
        actions.cancel(case, "again", by=world.mei(), at=world.at)


def test_a_further_call_is_noted_in_the_open_case(world: World, case: queries.Case) -> None:
    actions.add_note(case, "客户再次来电催促", by=world.mei(), at=world.at)
    last = journal.history(world.provider.pk, ("case", case.code)).last()
    assert last is not None
    assert (last.happening, last.details["text"]) == ("case.noted", "客户再次来电催促")
    with pytest.raises(Refused, match="note is empty"):
        actions.add_note(case, " ", by=world.mei(), at=world.at)
    actions.cancel(case, "撤销", by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="open a new one"):
        actions.add_note(case, "再记一笔", by=world.mei(), at=world.at)


@pytest.mark.clause("P3-2.2")
def test_an_answer_keeps_the_promise_to_answer(world: World) -> None:
    asked = report(world, asset=world.counter_unit, kind="question_asked", channel="web")
    case = actions.open_case(asked, by=world.mei("customer"), at=world.at)
    assert states(case)["answered"] == "running"
    with pytest.raises(Refused, match="say what was done"):
        actions.done(case, "answered", note="", by=world.mei(), at=world.at)
    actions.done(case, "answered", note="按手册第 3 章校准", by=world.mei(), at=world.at)
    assert states(case)["answered"] == "met"


@pytest.mark.clause("P3-3.1")
def test_a_question_on_the_phone_is_answered_by_taking_the_call(world: World) -> None:
    earlier = world.at - timedelta(minutes=30)
    asked = report(world, asset=world.counter_unit, kind="question_asked", reported_at=earlier)
    case = actions.open_case(asked, by=world.mei(), at=world.at)
    assert states(case)["answered"] == "met"


def test_nobody_states_by_hand_that_the_fault_is_fixed(world: World, case: queries.Case) -> None:
    with pytest.raises(Refused, match="kept by the work itself"):
        actions.done(case, "resolved", note="好了", by=world.mei(), at=world.at)
    assert states(case)["resolved"] == "running"


@pytest.mark.django_db(transaction=True)
def test_of_two_people_closing_at_once_one_closes_and_the_other_is_told(world: World) -> None:
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    actions.solve_on_call(case, "已解决", by=world.mei(), at=world.at)
    outcomes = at_once(
        lambda: actions.close(case, is_followed_up=True, by=world.mei(), at=world.at).state,
        lambda: (
            actions.close(case, is_followed_up=True, by=world.mei("manager"), at=world.at).state
        ),
    )
    assert sorted(outcomes) == ["closed", "not possible in the state “closed”"]
    assert happenings(case).count("case.closed") == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_opens_one_case(world: World) -> None:
    twice = report(world)
    outcomes = at_once(*(2 * [lambda: actions.open_case(twice, by=world.mei(), at=world.at).code]))
    assert len(set(outcomes)) == 1
    assert queries.cases_for(world.mei()).count() == 1


def at_once(*things: Callable[[], str]) -> list[str]:
    """Do them in threads of their own, all together; a refusal is an outcome too."""
    outcomes: list[str] = []
    together = threading.Barrier(len(things))

    def run(thing: Callable[[], str]) -> None:
        try:
            together.wait(timeout=10)
            outcomes.append(thing())
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(thing,)) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
