"""A dealer bound by an agreement: what the tests of the dealer's side stand on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from sanbao.apps.accounts.models import Role, User
from sanbao.apps.agreements.models import Version
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parties.models import Dealer, Person

from ..world import World, put_in_force, user


@dataclass(frozen=True, slots=True)
class Bound:
    """The dealer of ours under the solar agreement, which has raised what it owes."""

    world: World
    version: Version

    @property
    def dealer(self) -> Dealer:
        return self.world.ours.dealer

    @property
    def mei(self) -> User:
        """The dealer's own."""
        return self.world.mei(Role.DEALER)

    @property
    def boss(self) -> User:
        return self.world.mei(Role.MANAGER)

    @property
    def at(self) -> datetime:
        return self.world.at

    def later(self, **span: float) -> datetime:
        return self.world.at + timedelta(**span)

    def duty(self, what: str, **more: Any) -> Obligation:
        return Obligation.objects.get(subject_code=self.dealer.code, what=what, **more)

    def neighbour(self) -> tuple[Dealer, User]:
        """Another dealer of the same provider, with one who signs in for it."""
        made = Dealer.objects.create(provider=self.world.provider, code="D-2", name="华南经销部")
        person = user(self.world.provider, "dealer-2", "邻商", Role.DEALER)
        Person.objects.create(provider=self.world.provider, user=person, name="邻商", dealer=made)
        return made, person


@pytest.fixture
def bound(world: World) -> Bound:
    evidence.sync_forms()
    boss = world.mei(Role.MANAGER)
    version = put_in_force("solar-dealer", world.provider, boss, at=world.at, on=world.on)
    version.blanks = {"warranty_months": "12", "valid_years": "5"}
    version.save()
    version.agreement.dealer = world.ours.dealer
    version.agreement.save()
    obligations.raise_agreements([version.agreement], at=world.at)
    return Bound(world, version)


def told(happening: str) -> list[dict[str, Any]]:
    rows = Entry.objects.filter(happening=happening).order_by("id")
    return list(rows.values_list("details", flat=True))
