"""Lines and who is on duty on them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.contacts import queries
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
    return line


@transaction.atomic
def plan_shift(duty: Duty, *, by: User, at: datetime) -> Shift:
    """Put somebody on duty. The same shift again is the one that is there."""
    line = Line.objects.select_for_update().get(pk=duty.line.pk)
    same = Shift.objects.filter(line=line, person=duty.person, starts_at=duty.starts_at)
    if found := same.filter(ends_at=duty.ends_at).first():
        return found
    if not duty.starts_at < duty.ends_at <= duty.starts_at + LONGEST:
        raise Refused(Message("a shift ends after it starts, within 24 hours"), field="ends")
    if duty.person.provider_id != line.provider_id or not duty.person.has_role(*TAKES):
        raise Refused(Message("nobody of that name answers calls"), field="person")
    no_overlap(duty)
    shift = Shift.objects.create(
        line=line,
        person=duty.person,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        created_at=at,
        created_by=by,
    )
    record("line.shift_planned", shift, by=by, at=at)
    return shift


def no_overlap(duty: Duty) -> None:
    """Nobody is on duty twice at once on one line."""
    others = Shift.objects.filter(line=duty.line, person=duty.person)
    other = others.filter(starts_at__lt=duty.ends_at, ends_at__gt=duty.starts_at).first()
    if other is None:
        return
    zone = ZoneInfo(duty.line.provider.zone)
    raise Refused(
        Message(
            "%(who)s is on duty there already from %(start)s to %(end)s",
            {
                "who": str(duty.person),
                "start": f"{other.starts_at.astimezone(zone):%m-%d %H:%M}",
                "end": f"{other.ends_at.astimezone(zone):%m-%d %H:%M}",
            },
        ),
        field="person",
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
    record("line.shift_dropped", shift, by=by, at=at)
    shift.delete()


@transaction.atomic
def copy_week(provider: Provider, monday: date, *, by: User, at: datetime) -> int:
    """Put the shifts of a week into the one after, at the same hours; what overlaps with what is
    there already is left out. Returns how many came in; done again it adds nothing.
    """
    copied = 0
    for shift in queries.shifts_of_week(provider, monday):
        zone = ZoneInfo(provider.zone)
        duty = Duty(
            line=shift.line,
            person=shift.person,
            starts_at=a_week_later(shift.starts_at, zone),
            ends_at=a_week_later(shift.ends_at, zone),
        )
        if is_free(duty):
            plan_shift(duty, by=by, at=at)
            copied += 1
    return copied


def a_week_later(instant: datetime, zone: ZoneInfo) -> datetime:
    """The same time of the day there, whatever the clocks do meanwhile."""
    return instant.astimezone(zone) + WEEK


def is_free(duty: Duty) -> bool:
    others = Shift.objects.filter(line=duty.line, person=duty.person)
    return not others.filter(starts_at__lt=duty.ends_at, ends_at__gt=duty.starts_at).exists()


def record(happening: str, shift: Shift, *, by: User, at: datetime) -> None:
    journal.record(
        happening,
        shift.line.code,
        provider=shift.line.provider_id,
        at=at,
        by=by,
        details={
            "about": str(shift.line),
            "person": shift.person.username,
            "starts_at": shift.starts_at.isoformat(),
            "ends_at": shift.ends_at.isoformat(),
        },
    )
