"""One case to be told: what about, when each step is taken, how it goes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sanbao.apps.accounts.access import Role, User
from sanbao.site.demo.clock import Clock, in_daytime
from sanbao.site.demo.company import CompanyData, Fault
from sanbao.site.demo.people import Staff
from sanbao.site.demo.units import Unit

# How long an appointment lasts.
WINDOW = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Stage:
    """Who acts, and with what. positions: ids of the priced positions by their codes."""

    data: CompanyData
    staff: Staff
    clock: Clock
    positions: dict[str, int]
    outer: frozenset[str]

    @property
    def desk(self) -> User:
        return self.staff[Role.DESK]


@dataclass(frozen=True, slots=True)
class Times:
    """When each step is taken; what lies after the end of the telling has not happened yet."""

    opened: datetime
    raised: datetime
    assigned: datetime
    agreed: datetime
    arrived: datetime
    worked: datetime
    signed: datetime
    reported: datetime
    followed: datetime

    def later(self, by: timedelta) -> "Times":
        """The same steps on a further visit: all but the report of the case move."""
        moved = {name: in_daytime(getattr(self, name) + by) for name in ("agreed", "arrived")}
        gap = moved["arrived"] - self.arrived
        return replace(
            self,
            raised=self.raised + by,
            assigned=self.assigned + by,
            agreed=min(moved["agreed"], moved["arrived"] - WINDOW),
            arrived=moved["arrived"],
            worked=self.worked + gap,
            signed=self.signed + gap,
            reported=self.reported + gap,
            followed=self.followed + gap,
        )


@dataclass(frozen=True, slots=True)
class Tale:
    """One case with a visit. twist: how it goes otherwise than straight, see `stories`."""

    unit: Unit
    fault: Fault
    times: Times
    engineer: User
    channel: str = "phone"
    twist: str = ""
    by: User | None = None
