"""Somebody of its own for the service of an agreement: named, gone, named anew (P8-11)."""

from datetime import timedelta

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions as agreements
from sanbao.apps.desk import actions
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.models import Obligation
from sanbao.site.reactions import REACTIONS
from tests.apps.world import World, put_in_force


@pytest.fixture
def duty(world: World) -> Obligation:
    boss = world.mei(Role.MANAGER)
    version = put_in_force("bid-supply", world.provider, boss, at=world.at, on=world.on)
    obligations.raise_agreements([version.agreement], at=world.at)
    return Obligation.objects.get(what="organisation_kept", subject_code=version.agreement.code)


def name(world: World, duty: Obligation, *people) -> None:
    agreement = duty.version.agreement
    given = agreements.Particulars(
        counterparty=agreement.counterparty,
        responsible=[agreements.Responsible("serves", "售后部", person) for person in people],
    )
    agreements.describe(agreement, given, by=world.mei(Role.MANAGER), at=world.at)


def looked_at(world: World, duty: Obligation, hours: int) -> str:
    at = world.at + timedelta(hours=hours)
    actions.check_dedicated(world.provider.pk, at=at)
    assert actions.check_dedicated(world.provider.pk, at=at) == 0, "a second look changes nothing"
    duty.refresh_from_db()
    return duty.state


def test_a_time_without_that_person_is_a_lapse(world: World, duty: Obligation) -> None:
    mei = world.mei()
    assert looked_at(world, duty, 1) == "lapsed"
    name(world, duty, mei)
    assert looked_at(world, duty, 2) == "running"
    mei.is_active = False
    mei.save()
    assert looked_at(world, duty, 3) == "lapsed"
    name(world, duty, world.mei(Role.MANAGER))
    assert looked_at(world, duty, 4) == "running"
    lapses = Entry.objects.filter(happening="obligation.lapsed", subject_code=duty.code)
    assert lapses.count() == 2


def test_who_names_somebody_has_it_looked_at(world: World, duty: Obligation) -> None:
    tasks = [task.name for task in REACTIONS["agreement.described"]]
    assert tasks == ["desk.check_dedicated"]


def test_a_department_without_a_person_is_nobody(world: World, duty: Obligation) -> None:
    name(world, duty, None)
    assert looked_at(world, duty, 1) == "lapsed"
