"""Somebody who might be sent, with all that is asked before: loaded for many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import User
from sanbao.apps.parties.queries import Site
from sanbao.apps.training import queries as training
from sanbao.apps.workorders import queries as orders
from sanbao.rules.geography import Point, centre
from sanbao.rules.sending import Shift, Taken

Time = orders.Time
# How long a job takes where nobody says.
USUAL_LENGTH = timedelta(hours=2)
# How long it takes to fetch parts and tools at the station.
FETCHING = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Place:
    """Where work is to be done."""

    province: str
    city: str
    county: str
    point: Point | None


@dataclass(frozen=True, slots=True)
class Job(Taken):
    """A job of an engineer as his day shows it. at: where it is, as far as it is known."""

    order: str = ""
    at: Point | None = None


@dataclass(slots=True)
class Crewman:
    """One engineer. station: its code; home: where his ways begin, as far as it is known.

    booked and absences in order of their beginning.
    """

    engineer: User
    name: str
    station: str
    is_head: bool
    home: Point | None
    shift: Shift = field(default_factory=Shift)
    absences: list[Taken] = field(default_factory=list)
    booked: list[Job] = field(default_factory=list)
    fitness: training.Fitness | None = None


@dataclass(frozen=True, slots=True)
class Territories:
    """Which stations serve a place, narrow or wide; names of stations by their codes."""

    by_place: Mapping[tuple[str, str, str], str]
    names: Mapping[str, str]
    heads: Sequence[str]

    def serving(self, province: str, city: str, county: str) -> list[str]:
        """The codes of the stations that serve the place, the narrowest first."""
        places = ((province, city, county), (province, city, ""), (province, "", ""))
        found = [self.by_place[one] for one in dict.fromkeys(places) if one in self.by_place]
        return list(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def point_of(latitude: object, longitude: object, province: str, city: str) -> Point | None:
    """The position as it is written down, else that of the city."""
    if latitude is not None and longitude is not None:
        return Point(float(str(latitude)), float(str(longitude)))
    return centre(province, city)


def site_point(site: Site) -> Point | None:
    return point_of(site.latitude, site.longitude, site.province, site.city)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def day_of(day: date, zone: ZoneInfo, *, days: int = 1) -> Time:
    """From midnight to midnight."""
    return Time(midnight(day, zone), midnight(day + timedelta(days=days), zone))
