"""When engineers work, and when they are away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.dispatch.models import Absence, WorkingTime
from sanbao.apps.journal import actions as journal
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class Hours:
    """days: of the week, 0 is Monday. lunch: both or none."""

    days: Sequence[int]
    opens: time
    closes: time
    lunch_from: time | None = None
    lunch_until: time | None = None
    by_calendar: bool = False


@transaction.atomic
def set_hours(engineer: User, hours: Hours, *, by: User, at: datetime) -> WorkingTime:
    """State when `engineer` works. What is booked already stays booked."""
    if not hours.days and not hours.by_calendar:
        raise Refused(Message("choose at least one day"), field="days")
    if hours.closes <= hours.opens:
        raise Refused(Message("it must end after it starts"), field="closes")
    check_lunch(hours)
    row, _is_new = WorkingTime.objects.update_or_create(
        engineer=engineer,
        defaults={
            "provider_id": engineer.provider_id,
            "days": sorted(set(hours.days)),
            "opens": hours.opens,
            "closes": hours.closes,
            "lunch_from": hours.lunch_from,
            "lunch_until": hours.lunch_until,
            "by_calendar": hours.by_calendar,
            "changed_at": at,
            "changed_by": by,
        },
    )
    say("engineer.hours_set", engineer, by=by, at=at, hours=str(row))
    return row


def check_lunch(hours: Hours) -> None:
    if hours.lunch_from is None and hours.lunch_until is None:
        return
    if hours.lunch_from is None or hours.lunch_until is None:
        raise Refused(Message("lunch needs both times, or none"), field="lunch_until")
    if not hours.opens <= hours.lunch_from < hours.lunch_until <= hours.closes:
        raise Refused(Message("lunch lies within the working time"), field="lunch_from")


@transaction.atomic
def note_absence(
    engineer: User, time: Time, kind: str, *, note: str = "", by: User, at: datetime
) -> Absence:
    """Note that `engineer` is away. What is booked then stays booked, and the board shows it.

    The same absence again is the first one.
    """
    if time.ends_at <= time.starts_at:
        raise Refused(Message("it must end after it starts"), field="ends_at")
    if time.ends_at <= at:
        raise Refused(Message("the time lies in the past"), field="ends_at")
    row, is_new = Absence.objects.get_or_create(
        engineer=engineer,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        withdrawn_at=None,
        defaults={
            "provider_id": engineer.provider_id,
            "kind": kind,
            "note": note.strip(),
            "noted_at": at,
            "noted_by": by,
        },
    )
    if is_new:
        say("engineer.away", engineer, by=by, at=at, kind=kind, **span(row))
    return row


@transaction.atomic
def withdraw_absence(absence: Absence, *, by: User, at: datetime) -> Absence:
    """Back to work after all."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if absence.withdrawn_at is not None:
        return absence
    absence.withdrawn_at, absence.withdrawn_by = at, by
    absence.save(update_fields=["withdrawn_at", "withdrawn_by"])
    say("engineer.back", absence.engineer, by=by, at=at, **span(absence))
    return absence


def span(row: Absence) -> dict[str, str]:
    return {"from": row.starts_at.isoformat(), "until": row.ends_at.isoformat()}


def say(happening: str, engineer: User, *, by: User, at: datetime, **details: str) -> None:
    journal.record(
        happening,
        engineer.username,
        provider=engineer.provider_id,
        at=at,
        by=by,
        details={"engineer": f"{engineer}", **details},
    )
