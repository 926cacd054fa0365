"""What happened decides what was kept."""

from datetime import timedelta

import pytest

from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation, ObligationState

from ..world import World
from .promises import raised

pytestmark = pytest.mark.django_db
SUBJECT = ("case", "GD-1")


def did(world: World, what: str, *, hours: float) -> Obligation:
    at = world.at + timedelta(hours=hours)
    actions.happened(world.provider.pk, SUBJECT, what, at=at, by=world.mei())
    return Obligation.objects.get(subject_code="GD-1", what=what)


def told(obligation: Obligation) -> list[str]:
    entries = Entry.objects.filter(subject_kind="obligation", subject_code=obligation.code)
    return list(entries.order_by("id").values_list("happening", flat=True))


@pytest.mark.parametrize(
    ("hours", "state"),
    [
        pytest.param(11.9, ObligationState.MET, id="before its time"),
        pytest.param(12, ObligationState.MET, id="at the last instant"),
        pytest.param(12.01, ObligationState.MISSED, id="a moment late"),
    ],
)
def test_met_or_missed_is_decided_by_when_it_was_done(
    world: World, hours: float, state: str
) -> None:
    raised(world, world.at)
    done = did(world, "resolved", hours=hours)
    assert done.state == state
    assert done.met_at == world.at + timedelta(hours=hours)


def test_done_late_is_told_as_missed_once(world: World) -> None:
    raised(world, world.at)
    late = did(world, "resolved", hours=13)
    assert told(late) == ["obligation.raised", "obligation.missed"]


def test_done_after_the_sweep_stays_missed_with_the_time_it_was_done(world: World) -> None:
    raised(world, world.at)
    actions.sweep(world.at + timedelta(hours=13))
    late = did(world, "resolved", hours=14)
    assert (late.state, late.met_at) == (
        ObligationState.MISSED,
        world.at + timedelta(hours=14),
    )
    assert told(late) == ["obligation.raised", "obligation.missed", "obligation.done_late"]


def test_a_report_that_came_late_of_work_done_in_time_makes_it_met(world: World) -> None:
    raised(world, world.at)
    actions.sweep(world.at + timedelta(hours=13))
    (entry,) = Entry.objects.filter(happening="obligation.missed", details__what="resolved")
    (loaner,) = actions.draw(entry.pk)
    done = did(world, "resolved", hours=11)
    assert done.state == ObligationState.MET
    loaner.refresh_from_db()
    assert loaner.state == ObligationState.CANCELLED


def test_said_twice_it_changes_nothing_the_second_time(world: World) -> None:
    raised(world, world.at)
    did(world, "on_site", hours=0.5)
    before = told(did(world, "on_site", hours=0.5))
    after = did(world, "on_site", hours=3)
    assert after.met_at == world.at + timedelta(hours=0.5)
    assert told(after) == before


def test_only_the_subject_of_that_provider_is_touched(world: World) -> None:
    raised(world, world.at)
    touched = actions.happened(world.theirs.provider.pk, SUBJECT, "resolved", at=world.at, by=None)
    assert touched == []
    assert Obligation.objects.get(what="resolved").state == ObligationState.RUNNING


def test_done_in_a_pause_is_met(world: World) -> None:
    rows = raised(world, world.at)
    actions.pause(rows["resolved"].pk, reason="part", at=world.at, by=None)
    assert did(world, "resolved", hours=30).state == ObligationState.MET
