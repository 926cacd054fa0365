"""Telling of a miss up the line of people."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from sanbao.apps.accounts.models import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation
from sanbao.rules.moves import Refused
from sanbao.rules.warning import Rung

from ..world import World
from .promises import raised

HOUR = timedelta(hours=1)


def missed(world: World) -> Obligation:
    """Due after one hour, and swept a minute later."""
    row = raised(world, world.at)["on_site"]
    actions.sweep(world.at + HOUR + timedelta(minutes=1))
    row.refresh_from_db()
    return row


def told() -> list[tuple[int, str]]:
    entries = Entry.objects.filter(happening="obligation.escalated", details__what="on_site")
    return [(entry.details["level"], entry.details["to"]) for entry in entries.order_by("id")]


@pytest.mark.django_db
def test_the_owner_hears_at_once_then_the_dispatcher_then_the_manager(world: World) -> None:
    row = missed(world)
    assert (row.warn_at, row.escalate_at) == (None, row.due_at)
    actions.escalate(world.at + 2 * HOUR)
    assert told() == [(1, "owner")]
    actions.escalate(world.at + 2 * HOUR)
    assert told() == [(1, "owner")]
    actions.escalate(world.at + 3 * HOUR)
    assert told() == [(1, "owner"), (2, "dispatcher")]
    row.refresh_from_db()
    assert (row.escalation, row.escalate_at) == (2, world.at + 9 * HOUR)


@pytest.mark.django_db
def test_steps_left_out_follow_one_another(world: World) -> None:
    row = missed(world)
    actions.escalate(world.at + 20 * HOUR)
    assert told() == [(1, "owner"), (2, "dispatcher"), (3, "manager")]
    row.refresh_from_db()
    assert (row.escalation, row.escalate_at) == (3, None)


@pytest.mark.django_db
def test_what_is_done_late_is_told_no_further(world: World) -> None:
    row = missed(world)
    actions.escalate(world.at + 2 * HOUR)
    subject = ("case", row.subject_code)
    actions.happened(world.provider.pk, subject, "on_site", at=world.at + 2 * HOUR, by=world.mei())
    actions.escalate(world.at + 20 * HOUR)
    assert told() == [(1, "owner")]


@pytest.mark.django_db
def test_what_is_excused_is_told_no_further(world: World) -> None:
    row = missed(world)
    boss = world.mei(Role.MANAGER)
    actions.excuse(row.pk, reason="洪水", at=world.at + 2 * HOUR, by=boss)
    actions.escalate(world.at + 20 * HOUR)
    assert told() == []


@pytest.mark.django_db
def test_a_line_of_its_own_is_climbed_instead(world: World) -> None:
    boss = world.mei(Role.MANAGER)
    line = [Rung(3, "quality"), Rung(0, "manager")]
    actions.save_policy("on_site", shares=[], line=line, at=world.at, by=boss)
    missed(world)
    actions.escalate(world.at + 20 * HOUR)
    assert told() == [(1, "manager"), (2, "quality")]


@pytest.mark.django_db
def test_a_policy_that_cannot_be_kept_is_refused_and_leaves_nothing(world: World) -> None:
    boss = world.mei(Role.MANAGER)
    for what, shares, line, field in (
        ("nonsense", [50], [], "what"),
        ("", [0], [], "shares"),
        ("", [50], [Rung(0, "nobody")], "line"),
    ):
        with pytest.raises(Refused) as refused:
            actions.save_policy(what, shares=shares, line=line, at=world.at, by=boss)
        assert refused.value.field == field
    assert not Entry.objects.filter(happening="policy.changed").exists()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_take_each_step_once(world: World) -> None:
    for number in range(20):
        raised(world, world.at, code=f"GD-{number}")
    actions.sweep(world.at + 2 * HOUR)

    def sweep(_: int) -> int:
        try:
            return actions.escalate(world.at + 2 * HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sweep, range(2)))
    assert told() == [(1, "owner")] * 20
