"""A week of the roster: who is on duty when, and where nobody is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from sanbao.apps.accounts import queries as accounts
from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.contacts.facts import SEES, TAKES
from sanbao.apps.contacts.models import Line, Shift
from sanbao.rules.roster import EVERY_DAY, Hours, Stretch, gaps, promised

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """A line on one day: the shifts that touch it, and the stretches without anybody."""

    on: date
    shifts: list[Shift]
    gaps: list[Stretch]


@dataclass(frozen=True, slots=True)
class Row:
    line: Line
    days: list[Day]


def hours_of(line: Line) -> Hours:
    return Hours(frozenset(line.days) or EVERY_DAY, line.opens, line.closes)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def stretch_of(shift: Shift) -> Stretch:
    return Stretch(shift.starts_at, shift.ends_at)


def gaps_of(line: Line, *, since: datetime, until: datetime) -> list[Stretch]:
    """Where fewer are on duty than the line asks for, within [since, until)."""
    shifts = line.shifts.filter(ends_at__gt=since, starts_at__lt=until)
    wanted = promised(hours_of(line), since=since, until=until, zone=ZoneInfo(line.provider.zone))
    return gaps(wanted, [stretch_of(shift) for shift in shifts], least=line.least)


def shifts_of_week(provider: Provider, monday: date) -> QuerySet[Shift]:
    """Those that begin in the week."""
    start = datetime.combine(monday, time(0), ZoneInfo(provider.zone))
    rows = Shift.objects.filter(line__provider=provider, line__is_active=True)
    week = rows.filter(starts_at__gte=start, starts_at__lt=start + WEEK)
    return week.select_related("line__provider", "person").order_by("starts_at", "id")


def week_of(provider: Provider, monday: date) -> list[Row]:
    """Every line in use with its seven days: two queries, whatever the roster holds."""
    zone = ZoneInfo(provider.zone)
    start = datetime.combine(monday, time(0), zone)
    lines = list(Line.objects.filter(provider=provider, is_active=True).order_by("code"))
    touching = Shift.objects.filter(
        line__in=[line.pk for line in lines], ends_at__gt=start, starts_at__lt=start + WEEK
    )
    shifts: dict[int, list[Shift]] = {}
    for shift in touching.select_related("person").order_by("starts_at", "id"):
        shifts.setdefault(shift.line_id, []).append(shift)
    return [row_of(line, shifts.get(line.pk, []), start) for line in lines]


def row_of(line: Line, shifts: list[Shift], start: datetime) -> Row:
    zone = start.tzinfo
    if zone is None:
        raise ValueError("the week begins at an instant without a zone")
    wanted = promised(hours_of(line), since=start, until=start + WEEK, zone=zone)
    missing = gaps(wanted, [stretch_of(shift) for shift in shifts], least=line.least)
    days = []
    for number in range(7):
        morning, night = start + timedelta(days=number), start + timedelta(days=number + 1)
        here = [shift for shift in shifts if morning <= shift.starts_at < night]
        cut = [Stretch(max(one.start, morning), min(one.end, night)) for one in missing]
        days.append(Day(morning.date(), here, [one for one in cut if one.start < one.end]))
    return Row(line, days)


def who_answers(user: User) -> QuerySet[User]:
    """Whom the roster may name: colleagues who answer contacts."""
    return accounts.colleagues_for(user).filter(is_active=True, roles__overlap=list(TAKES))


def lines_for(user: User) -> QuerySet[Line]:
    """The lines of the company, those out of use last."""
    rows = Line.objects.filter(provider_id=user.provider_id).order_by("-is_active", "code")
    return rows if user.has_role(*SEES) else rows.none()


def line_for(user: User, code: str) -> Line | None:
    rows = Line.objects.filter(provider_id=user.provider_id, code=code)
    return rows.select_related("provider").first()


def shift_for(user: User, pk: int) -> Shift | None:
    return Shift.objects.filter(line__provider_id=user.provider_id, pk=pk).first()
