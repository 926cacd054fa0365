"""An order on the desk of a dispatcher, and engineers who could be sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.parties.models import Station, Territory
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders.models import WorkOrder
from tests.apps.visits.conftest import open_case
from tests.apps.world import CHINA, World, build, engineer, unit


@dataclass(slots=True)
class Desk:
    """What a dispatcher acts with. at: ten in the morning of a Monday to come."""

    world: World
    at: datetime

    @property
    def by(self) -> User:
        return self.world.mei(Role.DISPATCHER)

    @property
    def engineer(self) -> User:
        return self.world.mei(Role.ENGINEER)

    def order(self, serial: str = "") -> WorkOrder:
        """A further order, of a unit of its own."""
        ours = self.world.ours
        day = self.world.on - timedelta(days=200)
        asset = (
            unit(ours.product, ours.site, ours.agreement, serial, at=self.at, accepted_on=day)
            if serial
            else self.world.asset
        )
        case = open_case(self.world, asset)
        return workorders.raise_for(case, task="上门检修", by=self.world.mei(), at=self.world.at)

    def colleague(self, name: str, *, station: Station | None = None, days: int = 300) -> User:
        """One more certified engineer, of that station or of the head centre."""
        until = self.world.on + timedelta(days=days)
        man = engineer(self.world.ours, name, until=until)
        if station is not None:
            man.person.station = station
            man.person.save()
        return man

    def station(self, name: str, *served: str) -> Station:
        made = Station.objects.create(provider=self.world.provider, code=name, name=name)
        for province in served:
            Territory.objects.create(provider=self.world.provider, station=made, province=province)
        return made

    def time(self, hours: float, length: float = 2) -> Time:
        """So many hours after `at`."""
        starts_at = self.at + timedelta(hours=hours)
        return Time(starts_at, starts_at + timedelta(hours=length))

    def mark(self, order: WorkOrder) -> str:
        order = WorkOrder.objects.get(pk=order.pk)
        return queries.mark_of(order, queries.held_booking(order))

    def place(self, order: WorkOrder, hours: float, man: User | None = None, **more: object):
        given = {"by": self.by, "at": self.at, "seen": self.mark(order), **more}
        return actions.place(order, man or self.engineer, self.time(hours), **given)


def monday_ten(at: datetime) -> datetime:
    local = at.astimezone(CHINA).replace(hour=10, minute=0, second=0, microsecond=0)
    return local + timedelta(days=7 - local.weekday())


def desk_of(at: datetime) -> Desk:
    """The world as of ten on a Monday."""
    evidence.sync_forms()
    return Desk(build(monday_ten(at)), monday_ten(at))


@pytest.fixture
def desk(db: None) -> Desk:
    return desk_of(datetime.now(CHINA))
