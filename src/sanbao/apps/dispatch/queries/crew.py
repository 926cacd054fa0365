"""The engineers of a company with their hours, absences and jobs: for many at once.

However many engineers there are, the same number of queries is asked.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, F, Func, QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.wording import said
from sanbao.apps.dispatch.facts import (
    Crewman,
    Job,
    Place,
    Territories,
    Time,
    day_of,
    point_of,
    site_point,
)
from sanbao.apps.dispatch.models import Absence, WorkingTime
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import queries as orders
from sanbao.rules.geography import Point, named_in
from sanbao.rules.place import province
from sanbao.rules.sending import Sending, Shift, Taken

SITE = "order__case__asset__site"


def shift_of(row: WorkingTime | None) -> Shift:
    """The hours of a row; without one as the rules say."""
    if row is None:
        return Shift()
    lunch = (row.lunch_from, row.lunch_until) if row.lunch_from and row.lunch_until else None
    return Shift(frozenset(row.days), row.opens, row.closes, lunch, row.by_calendar)


def shifts_of(provider_id: int) -> dict[int, Shift]:
    rows = WorkingTime.objects.filter(provider_id=provider_id)
    return {row.engineer_id: shift_of(row) for row in rows}


def absences_between(provider_id: int, time: Time) -> QuerySet[Absence]:
    rows = Absence.objects.filter(
        provider_id=provider_id,
        withdrawn_at=None,
        starts_at__lt=time.ends_at,
        ends_at__gt=time.starts_at,
    )
    return rows.order_by("starts_at", "pk")


def away(row: Absence) -> Taken:
    why = str(row.get_kind_display())
    return Taken(row.starts_at, row.ends_at, f"{why} {row.note}".strip())


def crew_of(
    provider_id: int,
    time: Time,
    *,
    only: Collection[int] | None = None,
    stations: Sequence[parties.Station] | None = None,
) -> list[Crewman]:
    """The engineers with what they have to do and when they are away within `time`; without
    their jobs where `only` is empty. only: by their keys, None for all.
    """
    people = parties.engineers(provider_id).only(*COLUMNS)
    people = people.annotate(station_key=F("person__station_id"))
    if only:
        people = people.filter(pk__in=only)
    homes, shifts = homes_of(provider_id, stations), shifts_of(provider_id)
    crew = {man.pk: crewman(man, homes, shifts.get(man.pk)) for man in people}
    for row in absences_between(provider_id, time):
        if row.engineer_id in crew:
            crew[row.engineer_id].absences.append(away(row))
    return list(crew.values())


# Of hundreds of people only what is asked here.
COLUMNS = (
    "username",
    "display_name",
    "provider_id",
    "is_active",
    "roles",
)


@dataclass(frozen=True, slots=True)
class Home:
    """A station as the people see it who begin their ways there."""

    code: str
    is_head: bool
    point: Point | None


NOWHERE = Home("", True, None)


def crewman(man: User, homes: Mapping[int, Home], shift: Shift | None) -> Crewman:
    home = homes.get(getattr(man, "station_key", None) or 0, NOWHERE)
    return Crewman(man, str(man), home.code, home.is_head, home.point, shift or Shift())


def stations_of(provider_id: int) -> list[parties.Station]:
    """With their territories, in two queries."""
    rows = parties.Station.objects.filter(provider_id=provider_id)
    return list(rows.prefetch_related("territories").order_by("pk"))


def homes_of(
    provider_id: int, stations: Sequence[parties.Station] | None = None
) -> dict[int, Home]:
    """Where the stations are: as written down, else by the city that the name or the address
    names, else in the middle of the first territory.
    """
    found: dict[int, Home] = {}
    for row in stations_of(provider_id) if stations is None else stations:
        served = next(iter(row.territories.all()), None)
        here, city = (served.province, served.city) if served else ("", "")
        written = row.latitude is not None
        point = (
            point_of(row.latitude, row.longitude, here, city)
            if written
            else named_in(row.name + row.address) or point_of(None, None, here, city)
        )
        found[row.pk] = Home(row.code, row.is_head, point)
    return found


def give_jobs(crew: Iterable[Crewman], time: Time) -> None:
    """Put into each one's day what is booked within `time`, in one query."""
    by_key = {man.engineer.pk: man for man in crew}
    for man in by_key.values():
        man.booked = []
    if not by_key:
        return
    provider_id = next(iter(by_key.values())).engineer.provider_id
    rows = orders.bookings_between(provider_id, time).filter(state__in=orders.HELD)
    if len(by_key) <= SOME:
        rows = rows.filter(engineer_id__in=list(by_key))
    # Of hundreds of jobs the seconds are read: to make an instant of a text takes longer.
    rows = rows.annotate(begins=seconds_of("starts_at"), over=seconds_of("ends_at"))
    columns = ("latitude", "longitude", "province", "city")
    for key, begins, ends, code, errand, *where in rows.values_list(
        "engineer_id",
        "begins",
        "over",
        "order__code",
        "errand",
        *(f"{of}__{column}" for of in (SITE, "site") for column in columns),
    ):
        if key in by_key:
            at = point_of(*(where[4:] if errand else where[:4]))
            name = errand or code
            starts_at, ends_at = (datetime.fromtimestamp(each, UTC) for each in (begins, ends))
            by_key[key].booked.append(Job(starts_at, ends_at, name, order=name, at=at))


def crewman_on(
    engineer: User,
    on: date,
    zone: ZoneInfo,
    stations: Sequence[parties.Station] | None = None,
) -> Crewman | None:
    """With what he has to do that day and over its night; None where he is no engineer of ours."""
    day = day_of(on, zone, days=2)
    crew = crew_of(engineer.provider_id, day, only=[engineer.pk], stations=stations)
    give_jobs(crew, day)
    return next(iter(crew), None)


def sending_within(man: Crewman, time: Time, zone: ZoneInfo, *, of: str) -> Sending:
    """What the rules ask about his day alone: hours, absences, other jobs. of: the order or errand
    for which it is asked; what is kept for it is left out.
    """
    booked = [job for job in man.booked if job.order != of]
    return Sending(
        time.starts_at, time.ends_at, zone, man.shift, absences=man.absences, booked=booked
    )


# Of more engineers than this all jobs are read: a longer list of keys costs more than it saves.
SOME = 200


def seconds_of(column: str) -> Func:
    """Since 1970, as the clock of the world counts."""
    epoch = "EXTRACT(EPOCH FROM %(expressions)s)::bigint"
    return Func(F(column), template=epoch, output_field=BigIntegerField())


def territories_of(
    provider_id: int, stations: Sequence[parties.Station] | None = None
) -> Territories:
    """stations: those of the company, where they have been read."""
    rows = stations_of(provider_id) if stations is None else stations
    return Territories(
        by_place={
            (each.province, each.city, each.county): row.code
            for row in rows
            for each in row.territories.all()
        },
        names={row.code: row.name for row in rows},
        heads=[row.code for row in rows if row.is_head],
    )


def place_of(order: orders.WorkOrder) -> Place:
    site = order.case.asset.site
    return Place(
        province(site.province) or site.province,
        parties.city_name(site.city),
        parties.city_name(site.county),
        site_point(site),
    )


def served_by(man: Crewman, place: Place, territories: Territories) -> str:
    """The name of the station that serves the place instead of the engineer's; "" where he may go.

    A head centre's people, and those of no station, go everywhere; the others where a territory of
    their station covers the place, however narrow another station's is. Where nobody's does, the
    head centre serves it; where there is none either, anybody may go.
    """
    if man.is_head:
        return ""
    serving = territories.serving(place.province, place.city, place.county) or territories.heads
    if not serving or man.station in serving:
        return ""
    return territories.names[serving[0]]


def zone_of(user: User) -> ZoneInfo:
    return ZoneInfo(user.provider.zone)


def words(taken: Taken) -> str:
    return taken.what if isinstance(taken.what, str) else said(taken.what)
