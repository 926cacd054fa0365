"""Stopping the clock and letting it run again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationState
from sanbao.rules.moves import Refused

from ..world import World
from .promises import raised

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_a_pause_moves_the_due_time_by_what_it_lasted(world: World) -> None:
    resolved = raised(world, world.at)["resolved"]
    was_due = resolved.due_at
    actions.pause(
        resolved.pk, reason="part", note="主板缺货", at=world.at + 2 * HOUR, by=world.mei()
    )
    resumed = actions.resume(resolved.pk, at=world.at + 7 * HOUR, by=world.mei())
    assert was_due is not None
    assert resumed.due_at == was_due + 5 * HOUR
    assert resumed.state == ObligationState.RUNNING
    happenings = Entry.objects.filter(subject_code=resumed.code).values_list("happening", flat=True)
    assert {"obligation.paused", "obligation.resumed"} <= set(happenings)


@pytest.mark.django_db
def test_while_it_is_paused_the_due_time_shown_is_where_it_would_be_if_resumed_now(
    world: World,
) -> None:
    resolved = raised(world, world.at)["resolved"]
    actions.pause(resolved.pk, reason="customer", at=world.at + HOUR, by=None)
    resolved.refresh_from_db()
    (row,) = queries.rows_of([resolved], zone="Asia/Shanghai", at=world.at + 5 * HOUR)
    assert row.due_at == world.at + 16 * HOUR
    assert row.left.tone == "blue"


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "coffee"])
def test_a_pause_needs_a_reason_from_the_list(world: World, reason: str) -> None:
    resolved = raised(world, world.at)["resolved"]
    with pytest.raises(Refused, match="choose a reason from the list"):
        actions.pause(resolved.pk, reason=reason, at=world.at, by=None)
    assert not LogLine.objects.filter(kind="paused").exists()


@pytest.mark.django_db
def test_what_has_fallen_due_can_be_paused_no_more_even_before_the_sweep(world: World) -> None:
    resolved = raised(world, world.at)["resolved"]
    with pytest.raises(Refused, match="missed"):
        actions.pause(resolved.pk, reason="part", at=world.at + 13 * HOUR, by=None)


@pytest.mark.django_db
def test_what_runs_cannot_be_resumed(world: World) -> None:
    resolved = raised(world, world.at)["resolved"]
    with pytest.raises(Refused, match="running"):
        actions.resume(resolved.pk, at=world.at, by=None)


@pytest.mark.django_db
def test_a_paused_promise_is_not_swept(world: World) -> None:
    resolved = raised(world, world.at)["resolved"]
    actions.pause(resolved.pk, reason="site_closed", at=world.at, by=None)
    actions.sweep(world.at + 100 * HOUR)
    assert Obligation.objects.get(pk=resolved.pk).state == ObligationState.PAUSED


@pytest.mark.django_db(transaction=True)
def test_of_two_who_resume_at_once_one_does_and_the_other_is_told(world: World) -> None:
    resolved = raised(world, world.at)["resolved"]
    actions.pause(resolved.pk, reason="part", at=world.at, by=None)

    def resume(_: int) -> str:
        try:
            return actions.resume(resolved.pk, at=world.at + 2 * HOUR, by=None).state
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(resume, range(2)))
    assert answers == ["not possible in the state “running”", "running"]
    assert LogLine.objects.filter(kind="resumed").count() == 1
    assert Obligation.objects.get(pk=resolved.pk).due_at == world.at + 14 * HOUR
