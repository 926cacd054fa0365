"""Lines and who is on duty on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.contacts import queries
from sanbao.apps.contacts.actions.watch import out_of_use
from sanbao.apps.contacts.facts import TAKES, Duty
from sanbao.apps.contacts.models import Line, Shift
from sanbao.apps.journal import actions as journal
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

WEEK = timedelta(days=7)
LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class LineDetails:
    """What a line promises, see models.Line."""

    name: str
    number: str = ""
    days: tuple[int, ...] = ()
    opens: time = time(0)
    closes: time = time(0)
    least: int = 1
    ahead_hours: int = 24
    clause: str = ""
    answers_writing: bool = True
    is_active: bool = True


@transaction.atomic
def keep_line(
    details: LineDetails, *, provider: Provider, code: str, by: User, at: datetime
) -> Line:
    """Make a line, or change the one of that code."""
    rows = Line.objects.select_for_update()
    line = rows.filter(provider=provider, code=code).first() or Line(provider=provider, code=code)
    is_new = line.pk is None
    for name in LineDetails.__dataclass_fields__:
        setattr(line, name, getattr(details, name))
    line.days = sorted(set(details.days))
    line.save()
    happening = "line.created" if is_new else "line.changed"
    journal.record(happening, code, provider=provider, at=at, by=by, details={"about": line.name})
    if not line.is_active:
        out_of_use(line, at=at)
    return line


def plan_shift(duty: Duty, *, by: User, at: datetime) -> Shift:
    """Put somebody on duty. The same shift again is the one that is there."""
    (shift,) = plan_shifts([duty], by=by, at=at)
    return shift


@transaction.atomic
def plan_shifts(duties: Sequence[Duty], *, by: User, at: datetime) -> list[Shift]:
    """Put people on duty, all of them or nobody; what is there already stays as it is."""
    lines = sorted({duty.line.pk for duty in duties})
    list(Line.objects.select_for_update().filter(pk__in=lines).order_by("pk"))
    there = others_of(duties)
    planned, new = [], []
    for duty in duties:
        known = next((one for one in there if is_same(one, duty)), None)
        if known is None:
            check(duty, there)
            known = Shift(
                line=duty.line,
                person=duty.person,
                starts_at=duty.starts_at,
                ends_at=duty.ends_at,
                created_at=at,
                created_by=by,
            )
            new.append(known)
            there.append(known)
        planned.append(known)
    Shift.objects.bulk_create(new)
    record("line.shift_planned", new, by=by, at=at)
    return planned


def others_of(duties: Sequence[Duty]) -> list[Shift]:
    """What is planned already for the same people while these shifts last."""
    if not duties:
        return []
    rows = Shift.objects.filter(
        person__in={duty.person.pk for duty in duties},
        ends_at__gt=min(duty.starts_at for duty in duties),
        starts_at__lt=max(duty.ends_at for duty in duties),
    )
    return list(rows)


def is_same(shift: Shift, duty: Duty) -> bool:
    return is_of(shift, duty) and (shift.starts_at, shift.ends_at) == (duty.starts_at, duty.ends_at)


def is_of(shift: Shift, duty: Duty) -> bool:
    return (shift.line_id, shift.person_id) == (duty.line.pk, duty.person.pk)


def check(duty: Duty, there: Sequence[Shift]) -> None:
    if not duty.starts_at < duty.ends_at <= duty.starts_at + LONGEST:
        raise Refused(Message("a shift ends after it starts, within 24 hours"), field="ends")
    if duty.person.provider_id != duty.line.provider_id or not duty.person.has_role(*TAKES):
        raise Refused(Message("nobody of that name answers calls"), field="person")
    if other := overlapping(duty, there):
        zone = ZoneInfo(duty.line.provider.zone)
        span = {
            "who": str(duty.person),
            "start": f"{other.starts_at.astimezone(zone):%m-%d %H:%M}",
            "end": f"{other.ends_at.astimezone(zone):%m-%d %H:%M}",
        }
        raise Refused(
            Message("%(who)s is on duty there already from %(start)s to %(end)s", span),
            field="person",
        )


def overlapping(duty: Duty, there: Sequence[Shift]) -> Shift | None:
    """Nobody is on duty twice at once on one line."""
    return next(
        (
            one
            for one in there
            if is_of(one, duty) and one.starts_at < duty.ends_at and one.ends_at > duty.starts_at
        ),
        None,
    )


@transaction.atomic
def drop_shift(shift: Shift, *, by: User, at: datetime) -> None:
    """Take somebody off a shift that has not ended."""
    shift = (
        Shift.objects.select_for_update(of=("self",))
        .select_related("line", "person")
        .get(pk=shift.pk)
    )
    if shift.ends_at <= at:
        raise Refused(Message("this shift is over"))
    record("line.shift_dropped", [shift], by=by, at=at)
    shift.delete()


@transaction.atomic
def copy_week(provider: Provider, monday: date, *, by: User, at: datetime) -> int:
    """Put the shifts of a week into the one after, at the same hours; what overlaps with what is
    there already is left out. Returns how many came in; done again it adds nothing.
    """
    zone = ZoneInfo(provider.zone)
    duties = [
        Duty(
            line=shift.line,
            person=shift.person,
            starts_at=a_week_later(shift.starts_at, zone),
            ends_at=a_week_later(shift.ends_at, zone),
        )
        for shift in queries.shifts_of_week(provider, monday)
    ]
    there = others_of(duties)
    free = [duty for duty in duties if overlapping(duty, there) is None]
    return len(plan_shifts(free, by=by, at=at))


def a_week_later(instant: datetime, zone: ZoneInfo) -> datetime:
    """The same time of the day there, whatever the clocks do meanwhile."""
    return instant.astimezone(zone) + WEEK


def record(happening: str, shifts: Sequence[Shift], *, by: User, at: datetime) -> None:
    if not shifts:
        return
    told = [
        journal.Told(
            shift.line.code,
            details={
                "about": str(shift.line),
                "person": shift.person.username,
                "starts_at": shift.starts_at.isoformat(),
                "ends_at": shift.ends_at.isoformat(),
            },
        )
        for shift in shifts
    ]
    journal.record_all(happening, told, provider=shifts[0].line.provider_id, at=at, by=by)
