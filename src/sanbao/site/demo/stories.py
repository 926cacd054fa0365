"""Which cases come in, and how each goes: past ones of every outcome, open ones in every state."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.visits import queries as visit_rows
from sanbao.site.demo.clock import Clock, Story, in_daytime
from sanbao.site.demo.company import Call, CompanyData, Fault
from sanbao.site.demo.people import Staff
from sanbao.site.demo.tale import Stage, Tale, Times
from sanbao.site.demo.units import Unit
from sanbao.site.demo.walking import call, repair

OLDEST_DAYS, NEWEST_DAYS = 165, 16

# How past cases go, in the order in which they are dealt out. in, out: a quality fault inside or
# outside the warranty. harm: misuse, damage, force majeure. talk: settled without a visit.
PAST = (
    ("in", ""),
    ("talk", ""),
    ("out", ""),
    ("in", "late"),
    ("harm", ""),
    ("talk", ""),
    ("in", "second_call"),
    ("in", "part"),
    ("out", ""),
    ("talk", ""),
    ("in", "unhappy"),
    ("harm", ""),
    ("talk", ""),
    ("in", "back"),
    ("in", "called_off"),
    ("talk", ""),
    ("out", ""),
    ("in", "away"),
    ("harm", ""),
    ("talk", ""),
    ("in", "later_date"),
    ("in", "withdrawn"),
    ("in", ""),
    ("talk", ""),
    ("in", "late"),
    ("out", "second_call"),
    ("in", "part"),
    ("talk", ""),
    ("in", ""),
    ("talk", ""),
)

# Open cases: how many hours ago each came in (in a trade that is not in a hurry), the share of
# that time after which each step was taken, the channel, and how it goes. What has no share has
# not happened. A share above 1 lies ahead: the appointment.
STEPS = ("raised", "assigned", "agreed", "arrived", "worked", "signed", "reported", "followed")
OPEN: tuple[tuple[float, tuple[float, ...], str, str], ...] = (
    (130.0, (0.01, 0.02), "phone", "overdue"),
    (50.0, (0.02, 0.05, 0.1, 0.4, 0.45, 0.46, 0.47, 0.9), "phone", "second_call"),
    (30.0, (0.05, 0.1, 0.2, 0.6, 0.7, 0.72, 0.75), "phone", ""),
    (28.0, (0.05, 0.1, 0.2, 0.5, 0.6, 0.62, 0.7), "phone", "part"),
    (26.0, (0.05, 0.1, 0.2, 0.7), "web", "later_date"),
    (8.0, (0.1, 0.2, 0.3, 0.7, 0.9, 0.95), "phone", ""),
    (7.0, (0.1, 0.2, 0.3, 0.6, 0.9), "phone", ""),
    (6.0, (0.1, 0.2, 0.4, 0.9), "phone", ""),
    (5.0, (0.1, 0.3, 0.6, 1.3), "phone", ""),
    (4.0, (0.1, 0.3, 0.6, 5.5), "qr", ""),
    (3.0, (0.2, 0.6), "phone", ""),
    (2.0, (0.5,), "web", ""),
    (1.0, (), "qr", ""),
    (0.5, (), "phone", ""),
)
# Who does the open visits, by the place in the list of engineers: at most one is on site at once.
GOES = (0, 1, 2, 1, 2, 0, 1, 2, 0, 0, 1, 1, 0, 0)
FASTEST = 0.12
NEVER = timedelta(days=3650)


def tell(
    data: CompanyData, staff: Staff, units: Sequence[Unit], clock: Clock, *, cases: int
) -> list[Story]:
    """`cases` past stories, oldest first, and the open ones."""
    stage = staged(data, staff, clock)
    return [*past(stage, units, count=cases), *opened(stage, units)]


def staged(data: CompanyData, staff: Staff, clock: Clock) -> Stage:
    return Stage(
        data=data,
        staff=staff,
        clock=clock,
        positions=positions(staff, clock),
        outer=frozenset(price.code for price in data.prices if price.outer),
    )


def positions(staff: Staff, clock: Clock) -> dict[str, int]:
    provider_id = staff[Role.MANAGER].provider_id
    listed = visit_rows.positions(provider_id, on=clock.today)
    return {price.code: price.pk for price in listed}


def year(
    data: CompanyData, staff: Staff, units: Sequence[Unit], clock: Clock, *, cases: int, days: int
) -> Iterator[Story]:
    """`cases` stories spread over the last so many days, up to the end of the telling."""
    yield from past(staged(data, staff, clock), units, count=cases, over=(days - 1, 1))


def past(
    stage: Stage,
    units: Sequence[Unit],
    *,
    count: int,
    over: tuple[int, int] = (OLDEST_DAYS, NEWEST_DAYS),
) -> Iterator[Story]:
    """over: how many days ago the first and the last of them came in."""
    faults = {"in": cycle(good(stage.data)), "out": cycle(good(stage.data))}
    faults["harm"] = cycle(bad(stage.data))
    talks = iter(sorted(stage.data.calls, key=lambda told: told.kind == "fault_reported"))
    engineers = cycle(stage.staff.engineers)
    fresh = iter(stage.data.new_faults)
    for number, (sort, twist) in enumerate(islice(cycle(PAST), count)):
        day = over[0] - (over[0] - over[1]) * number // max(count - 1, 1)
        if sort == "talk":
            told = next(talks, stage.data.calls[number % len(stage.data.calls)])
            yield talk(stage, units, told, day=day)
            continue
        fault = next(fresh, None) if sort == "in" else None
        fault = fault or next(faults[sort])
        unit = choose(stage, units, ages(stage.data, fault, sort), day=day)
        times = past_times(stage, day=day, is_late=twist == "late")
        yield repair(
            stage,
            Tale(unit, fault, times, next(engineers), twist=twist, by=stage.desk),
        )


def good(data: CompanyData) -> list[Fault]:
    return [fault for fault in data.faults if fault.cause == "product_quality"]


def bad(data: CompanyData) -> list[Fault]:
    return [fault for fault in data.faults if fault.cause != "product_quality"]


def ages(data: CompanyData, fault: Fault, sort: str) -> tuple[int, int]:
    """How old the unit should be, in days, for the case to be of its sort."""
    if fault.age is not None:
        return fault.age
    youngest = max(data.dates.values()) + 1
    if not data.warranty_days or sort == "harm":
        return youngest, 10_000
    return (youngest, data.warranty_days) if sort == "in" else (data.warranty_days + 30, 10_000)


def choose(stage: Stage, units: Sequence[Unit], wanted: tuple[int, int], *, day: int) -> Unit:
    """A unit that was of the wanted age that many days ago, else the one nearest to it."""
    least, most = wanted
    on = stage.clock.ago(day).date()
    fit = [unit for unit in units if least <= unit.age(on) <= most]
    if fit:
        return stage.clock.chance.choice(fit)
    return min(units, key=lambda unit: abs(unit.age(on) - least) + 10_000 * (unit.age(on) < 0))


def talk(stage: Stage, units: Sequence[Unit], told: Call, *, day: int) -> Story:
    clock = stage.clock
    unit = choose(stage, units, told.age or (max(stage.data.dates.values()) + 1, 10_000), day=day)
    opened_at = clock.call_time(day)
    times = past_times(stage, day=day, is_late=False)
    answered = opened_at + clock.minutes(3, 25)
    followed = in_daytime(opened_at + timedelta(hours=24) + clock.minutes(0, 120))
    return call(
        stage,
        unit,
        told,
        times=replace(times, opened=opened_at, raised=answered, followed=followed),
        by=stage.desk,
    )


def past_times(stage: Stage, *, day: int, is_late: bool) -> Times:
    """A case of those days at the pace of its trade."""
    clock, pace = stage.clock, stage.data.pace
    opened_at = clock.call_time(day)
    raised = opened_at + clock.minutes(2, 8)
    assigned = raised + clock.minutes(2, 8)
    agreed = assigned + clock.minutes(2, 7)
    least, most = (round(hours * 60) for hours in pace.arrive_hours)
    wait = timedelta(hours=pace.late_hours) if is_late else clock.minutes(least, most)
    arrived = max(in_daytime(opened_at + wait), agreed + timedelta(minutes=5))
    worked = arrived + clock.minutes(35, 110)
    signed = worked + clock.minutes(4, 12)
    return Times(
        opened=opened_at,
        raised=raised,
        assigned=assigned,
        agreed=agreed,
        arrived=arrived,
        worked=worked,
        signed=signed,
        reported=signed + clock.minutes(15, 90),
        followed=in_daytime(signed + timedelta(hours=25) + clock.minutes(0, 90)),
    )


def opened(stage: Stage, units: Sequence[Unit]) -> Iterator[Story]:
    """The cases under way at the end of the telling; those of the first customer come by web."""
    faults = cycle(good(stage.data))
    ours = cycle([unit for unit in units if unit.asset.customer_id == units[0].asset.customer_id])
    others = cycle(stage.clock.chance.sample(list(units), len(units)))
    for place, (hours, shares, channel, twist) in enumerate(OPEN):
        unit = next(ours) if channel == "web" else next(others)
        yield repair(
            stage,
            Tale(
                unit,
                next(faults),
                open_times(stage, hours, shares, twist=twist),
                engineer(stage, place),
                channel=channel,
                twist="" if twist == "overdue" else twist,
                by=reporter(stage, channel),
            ),
        )


def engineer(stage: Stage, place: int) -> User:
    return stage.staff.engineers[GOES[place] % len(stage.staff.engineers)]


def reporter(stage: Stage, channel: str) -> User | None:
    return {"phone": stage.desk, "web": stage.staff[Role.CUSTOMER]}.get(channel)


def open_times(stage: Stage, hours: float, shares: Sequence[float], *, twist: str) -> Times:
    """Steps at their shares of the time since the call; a trade in a hurry is scaled down."""
    pace = stage.data.pace
    hurry = min(max(pace.arrive_hours[1] / 20, FASTEST), 1.0)
    whole = timedelta(hours=pace.late_hours * 1.1 if twist == "overdue" else hours * hurry)
    opened_at = stage.clock.now - whole
    taken = dict.fromkeys(STEPS, stage.clock.now + NEVER)
    taken |= {step: opened_at + whole * share for step, share in zip(STEPS, shares, strict=False)}
    return Times(opened=opened_at, **taken)
