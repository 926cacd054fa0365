"""A day of the board as a problem for the planners.

Times are seconds since midnight, distances hundreds of metres, prices fen. Certificates and
territories are skills: a job asks for `cert:…` and `place:…`, and whoever may go has them.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import Provider
from sanbao.apps.dispatch.facts import FETCHING, USUAL_LENGTH, Crewman, day_of
from sanbao.apps.dispatch.queries.board import WHOLE, to_place_of, with_due
from sanbao.apps.dispatch.queries.crew import crew_of, place_of, stations_of, territories_of
from sanbao.apps.dispatch.queries.day_errand import Errand, errands_of, standing
from sanbao.apps.dispatch.queries.day_job import Doing, whose
from sanbao.apps.dispatch.queries.day_skills import Asking, skills_of
from sanbao.apps.dispatch.queries.day_stock import Needed, stock_of_day
from sanbao.apps.dispatch.queries.engineer_day import Fixed, engineer, second, shift_of_day
from sanbao.apps.dispatch.queries.mark import mark_of
from sanbao.apps.dispatch.queries.ways import AskRoads, NoRoads, Places
from sanbao.apps.training import queries as training
from sanbao.apps.workorders import queries as orders
from sanbao.planning.problem import Before, Engineer, Job, Lock, Problem, Window
from sanbao.planning.schedule import scheduled
from sanbao.rules.sending import quarter_after

# Fen: of a hundred metres, of a second on the way or at work, of a second too late.
PER_HECTOMETRE, PER_SECOND, PER_SECOND_LATE = 15, 1, 4
# Fen that leaving a job for another day costs: when it is overdue or due that day, and otherwise.
LEFT_DUE, LEFT_OTHERWISE = 500_000, 60_000
# What moving a time costs that the customer does not know yet: this part of the stated price.
PLANNED_PART = 10
DAY_SECONDS = 24 * 3600
MOST_JOBS = 300


@dataclass(frozen=True, slots=True)
class PlanningDay:
    """What is planned, and what the plan's keys stand for. by_road: ways are those of the routing
    server; no_roads: why they are not although there is one.
    """

    midnight: datetime
    zone: ZoneInfo
    problem: Problem
    crew: Mapping[str, Crewman]
    doing: Mapping[str, Doing]
    by_road: bool = False
    no_roads: str = ""


@dataclass(slots=True)
class RoadMap:
    """Asks for ways by road, if there is anybody to ask; once it is not answered, no more."""

    ask: AskRoads | None = None
    why_not: str = ""

    def put_into(self, places: Places) -> None:
        if self.ask is None or self.why_not:
            return
        try:
            places.ask(self.ask)
        except NoRoads as unanswered:
            self.why_not = f"{unanswered}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. moved_price: fen for each agreed appointment that is moved."""

    on: date
    at: datetime
    moved_price: int
    may_move_agreed: bool


def planning_day(provider: Provider, wish: Wish, roads: AskRoads | None = None) -> PlanningDay:
    """The problem of a day: all engineers who work then, what is booked, and what waits.

    roads: gives the ways by road; without them, or where it fails, they go by the line.

    Whose day as it stands cannot be driven by our reckoning is left alone with it.
    """
    zone = ZoneInfo(provider.zone)
    time = day_of(wish.on, zone)
    crew = [man for man in crew_of(provider.pk, time) if shift_of_day(man, wish.on, time.starts_at)]
    names = {man.engineer.pk for man in crew}
    doing = [
        each
        for each in doings(provider, wish.on, zone)
        if each.booking is None or not is_fixed(each, wish) or each.booking.engineer_id in names
    ]
    road_map = RoadMap(roads)
    problem = problem_of(provider, wish, crew, doing, road_map)
    # Who cannot keep what is fixed if he fetches first, goes as he has to.
    if bare := undriven(problem):
        problem = problem_of(provider, wish, crew, doing, road_map, bare)
    if alone := undriven(problem):
        crew = [man for man in crew if man.engineer.username not in alone]
        doing = [each for each in doing if each.booking is None or whose(each) not in alone]
        problem = problem_of(provider, wish, crew, doing, road_map, bare)
    by_name = {man.engineer.username: man for man in crew}
    return PlanningDay(
        time.starts_at,
        zone,
        problem,
        by_name,
        {d.key: d for d in doing},
        by_road=roads is not None and not road_map.why_not,
        no_roads=road_map.why_not,
    )


def is_fixed(each: Doing, wish: Wish) -> bool:
    """What has begun, what several go to, and what is agreed unless it may be moved."""
    if each.booking is None:
        return False
    if each.is_shared:
        return True
    agreed = each.booking.state == orders.BookingState.AGREED
    return each.booking.starts_at < wish.at or (agreed and not wish.may_move_agreed)


def undriven(problem: Problem) -> set[str]:
    return {each.key for each in problem.engineers if not drives(problem, each)}


def drives(problem: Problem, engineer: Engineer) -> bool:
    """Whether what is fixed of his day can be driven as it stands."""
    fixed = [job for job in problem.jobs if job.lock and job.lock.engineer == engineer.key]
    fixed.sort(key=lambda job: job.lock.at if job.lock and job.lock.at is not None else 0)
    return not fixed or scheduled(problem, engineer, fixed) is not None


def problem_of(
    provider: Provider,
    wish: Wish,
    crew: Sequence[Crewman],
    doing: Sequence[Doing],
    road_map: RoadMap,
    bare: Collection[str] = (),
) -> Problem:
    """bare: whose fixed jobs are taken to need nothing."""
    midnight = day_of(wish.on, ZoneInfo(provider.zone)).starts_at
    places, stations = Places(), stations_of(provider.pk)
    territories = territories_of(provider.pk, stations)
    held = training.held_by([man.engineer for man in crew])
    skills: dict[str, set[str]] = {man.engineer.username: set() for man in crew}
    jobs, asking = [], Asking()
    asked: dict[str, frozenset[str]] = {}
    for each in doing:
        needs = asking.needs(each.order)
        asked[each.key] = skills_of(each.order, needs, crew, territories, held, wish.on, skills)
    stock = stock_of_day(
        provider.pk,
        doing,
        crew,
        fixed=lambda each: is_fixed(each, wish),
        able=lambda each: able(asked[each.key], skills),
        stations=stations,
    )
    for each in doing:
        needed = Needed() if whose(each) in bare and is_fixed(each, wish) else stock.needed(each)
        jobs.append(job(each, asked[each.key], needed, places, wish, midnight))
    errands = errands_of(crew, day_of(wish.on, ZoneInfo(provider.zone)))
    jobs += [standing(each, places, midnight) for each in errands]
    for man in crew:
        places.row(man.home)
    road_map.put_into(places)
    engineers = []
    for man in crew:
        mine, fixed = skills[man.engineer.username], fixed_of(man, doing, errands, wish)
        made = engineer(man, frozenset(mine), places, wish.on, midnight, fixed)
        engineers.append(replace(made, **stock.of(man, made.start)))
    durations, distances = places.matrices()
    return Problem(
        tuple(jobs),
        tuple(engineers),
        durations,
        distances,
        fetching=int(FETCHING.total_seconds()),
        distance_price=PER_HECTOMETRE,
        duration_price=PER_SECOND,
    )


def able(asked: frozenset[str], skills: Mapping[str, set[str]]) -> frozenset[str]:
    """Who has all of the skills, by user name."""
    return frozenset(name for name, mine in skills.items() if asked <= mine)


def fixed_of(
    man: Crewman, doing: Sequence[Doing], errands: Sequence[Errand], wish: Wish
) -> list[Fixed]:
    """What stays where it is in his day."""
    mine = [each for each in errands if each.engineer == man.engineer.username]
    return [Fixed(each.starts_at, each.ends_at, at=each.at) for each in mine] + [
        Fixed(one.booking.starts_at, one.booking.ends_at, at=place_of(one.order).point)
        for one in doing
        if one.booking is not None and whose(one) == man.engineer.username and is_fixed(one, wish)
    ]


def doings(provider: Provider, on: date, zone: ZoneInfo) -> list[Doing]:
    """What is booked on the day and not over, and what waits for a time."""
    booked = orders.bookings_between(provider.pk, day_of(on, zone)).filter(
        state__in=orders.HELD, order__isnull=False
    )
    rows = booked.select_related("order", *(f"order__{name}" for name in (*WHOLE, VERSION)))
    held = list(with_due(rows, "order__case__code"))
    people = Counter(row.order_id for row in held)
    found = [
        Doing(row.order, row, row.due_at, mark_of(row.order, row), people[row.order_id] > 1)
        for row in held
    ]
    waiting = with_due(to_place_of(provider.pk).select_related(*WHOLE, VERSION), "case__code")
    room = max(0, MOST_JOBS - len(found))
    found += [
        Doing(row, None, row.due_at, mark_of(row, None))
        for row in waiting.order_by("due_at", "pk")[:room]
    ]
    return found


VERSION = "case__version"


def job(
    each: Doing,
    skills: frozenset[str],
    needed: Needed,
    places: Places,
    wish: Wish,
    midnight: datetime,
) -> Job:
    """The job with its window, its prices, and where it stands now."""
    booking = each.booking
    length = booking.ends_at - booking.starts_at if booking else USUAL_LENGTH
    service = int(length / timedelta(seconds=1))
    opens = min(second(max(midnight, quarter_after(wish.at)), midnight), DAY_SECONDS)
    lock = before = None
    if booking is not None:
        stands = second(booking.starts_at, midnight)
        if is_fixed(each, wish):
            lock, opens = Lock(booking.engineer.username, stands), max(0, min(opens, stands))
        else:
            agreed = booking.state == orders.BookingState.AGREED
            price = wish.moved_price if agreed else wish.moved_price // PLANNED_PART
            before = Before(booking.engineer.username, stands, price)
    due = None if each.due_at is None else second(each.due_at, midnight)
    is_due = due is not None and due < DAY_SECONDS
    return Job(
        each.key,
        places.row(place_of(each.order).point),
        (Window(opens, DAY_SECONDS),),
        service=service,
        skills=frozenset() if lock else skills,
        tools=needed.tools,
        parts=needed.parts,
        # What is overdue counts from the beginning of the day: later is worse, and no sum runs off.
        due=max(due, 0) + service if is_due and due is not None else None,
        late_price=PER_SECOND_LATE if is_due else 0,
        left_price=None if lock else (LEFT_DUE if is_due else LEFT_OTHERWISE),
        lock=lock,
        before=before,
    )
