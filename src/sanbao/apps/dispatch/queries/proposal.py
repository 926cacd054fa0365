"""Whom to send to a new case: the best few, with reasons, and what keeps the others."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sanbao.apps.dispatch.facts import (
    FETCHING,
    USUAL_LENGTH,
    Crewman,
    Place,
    Territories,
    Time,
    day_of,
)
from sanbao.apps.dispatch.queries.at_hand import Shelves, shelves_for, want_of
from sanbao.apps.dispatch.queries.crew import (
    crew_of,
    give_jobs,
    place_of,
    served_by,
    stations_of,
    territories_of,
)
from sanbao.apps.training import queries as training
from sanbao.apps.visits import queries as visits
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.facts import job_of
from sanbao.rules.at_hand import Want
from sanbao.rules.certificate import Held, Need
from sanbao.rules.geography import Point, road_m
from sanbao.rules.sending import Chance, Rule, Shift, gaps, quarter_after, spans, way_takes

BEST = 3
DAYS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Fetch:
    """So many of a part, by its name."""

    part: str
    count: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody who may be sent, when first, and what speaks for him.

    until: last day of the certificates needed. way_m: None where a position is not known. jobs:
    on that day already. spare: from the beginning until the promised time; negative where late.
    fetch: what has to be fetched at the own station first.
    """

    man: Crewman
    time: Time
    until: date | None
    way_m: int | None
    chance: Chance
    spare: timedelta | None
    fetch: Sequence[Fetch] = ()

    @property
    def km(self) -> int | None:
        return None if self.way_m is None else round(self.way_m / 1000)

    @property
    def is_late(self) -> bool:
        return self.chance.is_late


@dataclass(frozen=True, slots=True)
class Best:
    """proposals: the best first. kept: how many engineers each hard rule keeps away."""

    proposals: Sequence[Proposal]
    kept: Mapping[Rule, int]
    asked: int
    due_at: datetime | None
    served_by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The job for which somebody is looked for."""

    place: Place
    needs: Sequence[Need]
    due_at: datetime | None
    at: datetime
    length: timedelta
    zone: ZoneInfo
    wants: Sequence[Want]
    shelves: Shelves


def best_for(order: orders.WorkOrder, *, at: datetime, length: timedelta = USUAL_LENGTH) -> Best:
    """The best engineers for the order within some days from `at`, in nine queries, and one for
    the jobs of each day that has to be looked at; three more where the order needs parts.
    """
    zone = ZoneInfo(order.provider.zone)
    needed, stations = orders.required_of(order.pk), stations_of(order.provider_id)
    asked = Asked(
        place_of(order),
        training.needs_of(job_of(order)),
        visits.on_site_due(order),
        at,
        length,
        zone,
        [want_of(row) for row in needed],
        shelves_for(order.provider_id, needed, besides=[order.pk], stations=stations),
    )
    today = at.astimezone(zone).date()
    ahead = Time(at, day_of(today, zone, days=DAYS_AHEAD).ends_at)
    crew = crew_of(order.provider_id, ahead, stations=stations)
    territories = territories_of(order.provider_id, stations)
    held = training.held_by([man.engineer for man in crew])
    kept: Counter[Rule] = Counter()
    able = list(able_of(crew, asked, territories, held, kept))
    found: dict[int, Proposal] = {}
    for number in range(DAYS_AHEAD):
        day = today + timedelta(days=number)
        give_jobs(able, day_of(day, zone))
        for man in (one for one in able if one.engineer.pk not in found):
            proposal = proposal_on(man, asked, held.get(man.engineer.pk, {}), day)
            if proposal is not None:
                found[man.engineer.pk] = proposal
        if enough(list(found.values()), asked, day):
            break
    for man in able:
        if man.engineer.pk not in found:
            kept[Rule.BOOKED if man.booked else Rule.HOURS] += 1
    best = sorted(found.values(), key=lambda one: (one.chance.weight, one.man.name))[:BEST]
    serving = territories.serving(asked.place.province, asked.place.city, asked.place.county)
    names = [territories.names[code] for code in serving or territories.heads]
    return Best(best, kept, len(crew), asked.due_at, next(iter(names), ""))


def able_of(
    crew: Sequence[Crewman],
    asked: Asked,
    territories: Territories,
    held: Mapping[int, dict[str, list[Held]]],
    kept: Counter[Rule],
) -> list[Crewman]:
    """Those whom no certificate, territory or part keeps away; the others are counted."""
    today, able = asked.at.astimezone(asked.zone).date(), []
    last = today + timedelta(days=DAYS_AHEAD - 1)
    for man in crew:
        mine = held.get(man.engineer.pk, {})
        fits = (training.fit(asked.needs, mine, on=day) for day in (today, last))
        if all(one.lack is not None for one in fits):
            kept[Rule.CERTIFICATE] += 1
        elif served_by(man, asked.place, territories):
            kept[Rule.TERRITORY] += 1
        elif asked.wants and asked.shelves.at_hand(man, asked.wants).missing:
            kept[Rule.PARTS] += 1
        else:
            able.append(man)
    return able


def enough(found: Sequence[Proposal], asked: Asked, day: date) -> bool:
    """Whether nobody could be better on a later day: he would wait until then at least."""
    later = day_of(day, asked.zone).ends_at
    bound = Chance(later - asked.at, 0, 0, is_late=visits.is_late(later, asked.due_at))
    return sum(one.chance.weight <= bound.weight for one in found) >= BEST


def proposal_on(
    man: Crewman, asked: Asked, held: dict[str, list[Held]], day: date
) -> Proposal | None:
    """The first time that the engineer has for the job on the day, the way to it included."""
    fit = training.fit(asked.needs, held, on=day)
    if fit.lack is not None:
        return None
    taken = sorted((*man.booked, *man.absences), key=lambda one: one.starts_at)
    fetched = fetch_of(man, asked)
    for opens, closes in gaps(hours(man.shift, day, asked.zone), taken, earliest=asked.at):
        if opens + asked.length > closes:
            continue
        here = before(man, opens, day, asked.zone)
        way_m = by_depot(man, asked, here) if fetched else way_to(asked.place.point, here)
        lasts = FETCHING if fetched else timedelta(0)
        starts_at = quarter_after(opens + way_takes(way_m or 0) + lasts)
        if starts_at + asked.length <= closes:
            time = Time(starts_at, starts_at + asked.length)
            return replace(made(man, asked, time, fit.until, way_m), fetch=fetched)
    return None


@lru_cache(maxsize=512)
def hours(shift: Shift, day: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Most engineers have the same hours: they are laid out once."""
    return spans(shift, day, zone)


def before(man: Crewman, at: datetime, day: date, zone: ZoneInfo) -> Point | None:
    """Where the engineer comes from: the job before on that day, else home."""
    last = None
    for job in man.booked:
        if job.ends_at <= at and job.ends_at.astimezone(zone).date() == day:
            last = job.at
    return last or man.home


def fetch_of(man: Crewman, asked: Asked) -> list[Fetch]:
    if not asked.wants:
        return []
    names = asked.shelves.names
    found = asked.shelves.at_hand(man, asked.wants).fetch
    return [Fetch(names.get(want.part, want.part), want.count) for want in found]


def by_depot(man: Crewman, asked: Asked, here: Point | None) -> int | None:
    """The way by the own station, where parts are fetched."""
    to_depot, on = way_to(man.home, here), way_to(asked.place.point, man.home)
    return None if to_depot is None or on is None else to_depot + on


def way_to(there: Point | None, here: Point | None) -> int | None:
    return None if there is None or here is None else road_m(here, there)


def made(man: Crewman, asked: Asked, time: Time, until: date | None, way_m: int | None) -> Proposal:
    day = time.starts_at.astimezone(asked.zone).date()
    jobs = sum(job.starts_at.astimezone(asked.zone).date() == day for job in man.booked)
    spare = None if asked.due_at is None else asked.due_at - time.starts_at
    chance = Chance(
        waits=time.starts_at - asked.at,
        way_m=way_m or 0,
        jobs=jobs,
        is_late=visits.is_late(time.starts_at, asked.due_at),
    )
    return Proposal(man, time, until, way_m, chance, spare)
