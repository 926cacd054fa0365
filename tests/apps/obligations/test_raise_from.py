"""Raising what a decision promises."""

from datetime import timedelta

import pytest

from sanbao.apps.agreements import actions as agreements
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.models import Obligation, ObligationState

from ..world import World
from .promises import fault, raised

pytestmark = pytest.mark.django_db


def test_each_promise_of_the_decision_becomes_one_obligation_with_its_due_time(
    world: World,
) -> None:
    rows = raised(world, world.at)
    assert {"on_site", "resolved"} <= rows.keys()
    assert rows["on_site"].due_at == world.at + timedelta(hours=1)
    assert rows["resolved"].due_at == world.at + timedelta(hours=12)
    assert {row.state for row in rows.values()} == {ObligationState.RUNNING}
    assert rows["resolved"].consequences == [{"what": "loaner", "clause": "5.3", "by": "provider"}]


def test_the_journal_tells_of_each_obligation_raised(world: World) -> None:
    rows = raised(world, world.at)
    told = Entry.objects.filter(happening="obligation.raised")
    assert set(told.values_list("subject_code", flat=True)) == {row.code for row in rows.values()}


def test_the_same_decision_again_raises_nothing_more(world: World) -> None:
    first = raised(world, world.at)
    again = raised(world, world.at)
    assert {row.pk for row in again.values()} == {row.pk for row in first.values()}
    assert Obligation.objects.count() == len(first)
    assert all(row.log.count() == 2 for row in first.values())


def test_a_later_decision_ends_what_it_no_longer_promises_and_says_so(world: World) -> None:
    rows = raised(world, world.at)
    row, decided = agreements.decide(
        world.ours.version,
        {**fault(world, world.at), "event": {"kind": "price_asked", "at": world.at.isoformat()}},
        subject=("case", "GD-1"),
        by=None,
        at=world.at,
    )
    later = world.at + timedelta(minutes=5)
    left = actions.raise_from(row, decided, by=None, at=later)
    assert not [kept for kept in left if kept.what in rows]
    ended = Obligation.objects.get(pk=rows["resolved"].pk)
    assert ended.state == ObligationState.CANCELLED
    assert ended.log.last().reason == "the new decision does not promise it"


def test_a_changed_start_moves_the_due_time_and_keeps_the_pause_earned(world: World) -> None:
    rows = raised(world, world.at)
    resolved = rows["resolved"]
    at = world.at + timedelta(hours=1)
    actions.pause(resolved.pk, reason="part", at=at, by=None)
    actions.resume(resolved.pk, at=at + timedelta(hours=3), by=None)
    earlier = world.at - timedelta(hours=2)
    again = raised(world, earlier)
    assert again["resolved"].pk == resolved.pk
    assert again["resolved"].due_at == earlier + timedelta(hours=12 + 3)


def test_what_is_over_stays_over_when_it_is_decided_again(world: World) -> None:
    rows = raised(world, world.at)
    actions.happened(world.provider.pk, ("case", "GD-1"), "on_site", at=world.at, by=None)
    again = raised(world, world.at + timedelta(minutes=1))
    kept = Obligation.objects.get(pk=rows["on_site"].pk)
    assert again["on_site"].pk == kept.pk
    assert kept.state == ObligationState.MET
    assert kept.starts_at == world.at


def test_a_duty_that_counts_from_arrival_waits_for_it(world: World) -> None:
    version = world_of("scale-supplier", world)
    facts = {
        "asset": {"dates": {"commissioned": f"{world.on}", "accepted": f"{world.on}"}},
        "event": {
            "kind": "fault_reported",
            "at": world.at.isoformat(),
            "place": {"province": "江苏"},
        },
    }
    row, decided = agreements.decide(version, facts, subject=("case", "G2"), by=None, at=world.at)
    made = actions.raise_from(row, decided, by=None, at=world.at)
    resolved = next(one for one in made if one.what == "resolved")
    assert (resolved.state, resolved.due_at) == (ObligationState.WAITING, None)
    arrived = world.at + timedelta(hours=5)
    actions.happened(world.provider.pk, ("case", "G2"), "on_site", at=arrived, by=None)
    resolved.refresh_from_db()
    assert resolved.state == ObligationState.RUNNING
    assert resolved.due_at == arrived + timedelta(hours=24)


def test_a_subject_shows_only_its_own_obligations(world: World) -> None:
    raised(world, world.at, code="GD-1")
    raised(world, world.at, code="GD-2")
    found = queries.of_subject(world.provider.pk, "case", "GD-2")
    assert {row.subject_code for row in found} == {"GD-2"}
    assert not queries.of_subject(world.theirs.provider.pk, "case", "GD-2")


def world_of(slug: str, world: World) -> object:
    from ..world import put_in_force

    return put_in_force(slug, world.provider, world.mei("manager"), at=world.at, on=world.on)
