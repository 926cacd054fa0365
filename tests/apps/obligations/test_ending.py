"""Excusing, cancelling and handing over what is owed."""

from datetime import timedelta

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationState
from sanbao.rules.moves import Refused

from ..world import World
from .promises import raised

pytestmark = pytest.mark.django_db
SUBJECT = ("case", "GD-1")


def test_an_excuse_keeps_who_and_why(world: World) -> None:
    row = raised(world, world.at)["on_site"]
    manager = world.mei(Role.MANAGER)
    excused = actions.excuse(row.pk, reason=" 洪水 ", at=world.at, by=manager)
    assert excused.state == ObligationState.EXCUSED
    line = LogLine.objects.get(obligation=row, kind="excused")
    assert (line.by, line.reason) == (manager, "洪水")


def test_an_excuse_needs_a_reason(world: World) -> None:
    row = raised(world, world.at)["on_site"]
    with pytest.raises(Refused, match="a reason is needed"):
        actions.excuse(row.pk, reason=" ", at=world.at, by=world.mei(Role.MANAGER))
    assert Obligation.objects.get(pk=row.pk).state == ObligationState.RUNNING


def test_what_was_kept_needs_no_excuse(world: World) -> None:
    row = raised(world, world.at)["on_site"]
    actions.happened(world.provider.pk, SUBJECT, "on_site", at=world.at, by=None)
    with pytest.raises(Refused, match="met"):
        actions.excuse(row.pk, reason="x", at=world.at, by=world.mei(Role.MANAGER))


def test_cancelling_a_subject_ends_what_is_open_and_leaves_what_is_over(world: World) -> None:
    rows = raised(world, world.at)
    raised(world, world.at, code="GD-2")
    actions.happened(world.provider.pk, SUBJECT, "on_site", at=world.at, by=None)
    ended = actions.cancel_all(
        world.provider.pk, SUBJECT, reason="客户撤回", at=world.at, by=world.mei()
    )
    assert {row.pk for row in ended} == {row.pk for row in rows.values()} - {rows["on_site"].pk}
    assert Obligation.objects.get(pk=rows["on_site"].pk).state == ObligationState.MET
    others = Obligation.objects.filter(subject_code="GD-2")
    assert set(others.values_list("state", flat=True)) == {ObligationState.RUNNING}


def test_cancelling_needs_a_reason(world: World) -> None:
    raised(world, world.at)
    with pytest.raises(Refused, match="a reason is needed"):
        actions.cancel_all(world.provider.pk, SUBJECT, reason="", at=world.at, by=None)
    assert not Obligation.objects.filter(state=ObligationState.CANCELLED).exists()


def test_cancelled_promises_are_raised_anew_when_they_are_decided_again(world: World) -> None:
    first = raised(world, world.at)
    actions.cancel_all(world.provider.pk, SUBJECT, reason="误报", at=world.at, by=None)
    again = raised(world, world.at + timedelta(minutes=1))
    assert again["resolved"].pk != first["resolved"].pk
    assert again["resolved"].state == ObligationState.RUNNING


def test_open_promises_pass_to_who_looks_after_them(world: World) -> None:
    raised(world, world.at)
    engineer = world.mei(Role.ENGINEER)
    count = actions.hand_to(world.provider.pk, SUBJECT, owner=engineer, at=world.at, by=world.mei())
    assert count == Obligation.objects.filter(owner=engineer).count() > 0
    assert actions.hand_to(world.provider.pk, SUBJECT, owner=engineer, at=world.at, by=None) == 0
