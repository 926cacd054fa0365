"""The due time kept in the row is what its log says, whatever was done to the promise."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanbao.apps.accounts.access import Role
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.models import Obligation
from sanbao.rules.moves import Refused

from ..world import World
from .promises import raised

STEPS = (
    "pause",
    "resume",
    "resolved",
    "on_site",
    "sweep",
    "warn",
    "escalate",
    "excuse",
    "again",
    "cancel",
)
SUBJECT = ("case", "GD-1")


def deeds(world: World, pk: int) -> dict[str, Callable[[datetime], object]]:
    provider, manager = world.provider.pk, world.mei(Role.MANAGER)
    return {
        "pause": lambda at: actions.pause(pk, reason="part", at=at, by=manager),
        "resume": lambda at: actions.resume(pk, at=at, by=manager),
        "resolved": lambda at: actions.happened(provider, SUBJECT, "resolved", at=at, by=manager),
        "on_site": lambda at: actions.happened(provider, SUBJECT, "on_site", at=at, by=manager),
        "sweep": actions.sweep,
        "warn": actions.warn,
        "escalate": actions.escalate,
        "excuse": lambda at: actions.excuse(pk, reason="洪水", at=at, by=manager),
        "again": lambda _: raised(world, world.at - timedelta(hours=1)),
        "cancel": lambda at: actions.cancel_all(
            provider, SUBJECT, reason="误报", at=at, by=manager
        ),
    }


def do(act: Callable[[datetime], object], at: datetime) -> None:
    """What the rules refuse leaves everything as it was."""
    try:
        with transaction.atomic():
            act(at)
    except Refused:
        return


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 400)), max_size=7))
def test_the_cached_columns_are_what_a_replay_of_the_log_gives(
    world: World, story: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        pk = raised(world, world.at)["resolved"].pk
        at = world.at
        for step, minutes in story:
            at += timedelta(minutes=minutes)
            do(deeds(world, pk)[step], at)
            actions.sweep(at)
            for row in Obligation.objects.filter(subject_code="GD-1"):
                found = queries.standing_of(row, at=at)
                assert (row.state, row.starts_at, row.met_at) == (
                    found.state,
                    found.starts_at,
                    found.met_at,
                )
                if row.state != "paused":
                    assert row.due_at == found.due_at
        transaction.set_rollback(True)
