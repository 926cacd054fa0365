"""What customers write down themselves: the daily run log, and their own maintenance (P1-9.1)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.assets.models import Asset, MaintenanceEntry, RunLogEntry
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as owed
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

E = TypeVar("E", RunLogEntry, MaintenanceEntry)
MOST_HOURS = 24
RUN_LOG = "run_log_kept"


@dataclass(frozen=True, slots=True)
class RunDay:
    """One day or shift. hours: that it ran, at most 24; None where nobody counted."""

    on: date
    hours: Decimal | None = None
    readings: str = ""
    remarks: str = ""
    is_abnormal: bool = False


@dataclass(frozen=True, slots=True)
class MaintenanceDone:
    """What was done by the manual, by whom, with which parts."""

    on: date
    what: str
    done_by: str
    parts: str = ""


@transaction.atomic
def log_run(asset: Asset, day: RunDay, *, key: UUID, by: User, at: datetime) -> RunLogEntry:
    """Write down a day of the unit. The same key again gives the first entry."""
    if first := RunLogEntry.objects.filter(key=key).first():
        return same(first, asset)
    check_day(asset, day.on, at=at)
    if day.hours is not None and not 0 <= day.hours <= MOST_HOURS:
        raise Refused(Message("a day has 24 hours"), field="hours")
    if day.hours is None and not (day.readings.strip() or day.remarks.strip()):
        raise Refused(Message("write down hours, readings or remarks"), field="readings")
    entry = RunLogEntry.objects.create(
        asset=asset,
        key=key,
        on=day.on,
        hours=day.hours,
        readings=day.readings.strip(),
        remarks=day.remarks.strip(),
        is_abnormal=day.is_abnormal,
        written_at=at,
        written_by=by,
    )
    keep_up(asset, by=by, at=at)
    say("runlog.written", asset, by=by, at=at, on=day.on)
    return entry


def keep_up(asset: Asset, *, by: User, at: datetime) -> None:
    """The log is kept again, where somebody had said that it is not."""
    for subject in (("asset", asset.serial), ("customer", asset.customer.code)):
        rows = owed.of_subject(asset.provider_id, *subject)
        for row in rows.filter(what=RUN_LOG, state=owed.ObligationState.LAPSED):
            obligations.restore(row.pk, at=at, by=by)


@transaction.atomic
def log_maintenance(
    asset: Asset, done: MaintenanceDone, *, key: UUID, by: User, at: datetime
) -> MaintenanceEntry:
    """Write down maintenance; it meets what the customer owes. The same key gives the first."""
    if first := MaintenanceEntry.objects.filter(key=key).first():
        return same(first, asset)
    check_day(asset, done.on, at=at)
    for field, text in (("what", done.what), ("done_by", done.done_by)):
        if not text.strip():
            raise Refused(Message("this is missing"), field=field)
    entry = MaintenanceEntry.objects.create(
        asset=asset,
        key=key,
        on=done.on,
        what=done.what.strip(),
        parts=done.parts.strip(),
        done_by=done.done_by.strip(),
        written_at=at,
        written_by=by,
    )
    for subject in (("asset", asset.serial), ("customer", asset.customer.code)):
        obligations.happened(asset.provider_id, subject, "maintained", at=at, by=by)
    say("maintenance.written", asset, by=by, at=at, on=done.on)
    return entry


def same(entry: E, asset: Asset) -> E:
    if entry.asset_id != asset.pk:
        raise Refused(Message("this key belongs to something else"), field="key")
    return entry


def check_day(asset: Asset, on: date, *, at: datetime) -> None:
    if on > at.astimezone(ZoneInfo(asset.provider.zone)).date():
        raise Refused(Message("the day lies in the future"), field="on")
    if asset.made_on is not None and on < asset.made_on:
        raise Refused(Message("the unit was not made yet on that day"), field="on")


def say(happening: str, asset: Asset, *, by: User, at: datetime, on: date) -> None:
    journal.record(
        happening,
        asset.serial,
        provider=asset.provider_id,
        at=at,
        by=by,
        details={"on": on.isoformat(), "customer": asset.customer.code},
    )
