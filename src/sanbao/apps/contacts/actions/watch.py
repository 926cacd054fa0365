"""What the clock brings: gaps in the roster, ahead of time and at once; callers who wait."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from sanbao.apps.accounts.access import Role
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.contacts import queries
from sanbao.apps.contacts.actions.move import called, tell_pages
from sanbao.apps.contacts.facts import HOTLINE
from sanbao.apps.contacts.models import Contact, Gap, Line
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as owed
from sanbao.rules.contact import tell_at
from sanbao.rules.message import Message
from sanbao.rules.roster import Stretch

# A gap that began while the worker was away is still one.
LOOKING_BACK = timedelta(hours=12)
MOST = 500  # callers told of in one run; the next minute brings the next


def watch(at: datetime) -> int:
    """Look at every line and at whoever waits; returns how many things were told."""
    told = 0
    for line in Line.objects.filter(is_active=True).order_by("provider_id", "code"):
        told += look_at(line, at=at)
    return told + escalate(at)


@transaction.atomic
def look_at(line: Line, *, at: datetime) -> int:
    """Tell each gap of a line once ahead of time, and once when it is there; run again it tells
    nothing twice. Staffed again, the promise of the hotline is kept again.
    """
    line = Line.objects.select_for_update(of=("self",)).select_related("provider").get(pk=line.pk)
    until = at + timedelta(hours=max(line.ahead_hours, 1))
    found = queries.gaps_of(line, since=at - LOOKING_BACK, until=until)
    now = next((gap for gap in found if gap.start <= at < gap.end), None)
    told = present(line, now, at=at)
    return told + ahead(line, [gap for gap in found if gap.start > at], at=at)


def present(line: Line, now: Stretch | None, *, at: datetime) -> int:
    """The gap that is there now, if any, beside the one that was there the last time."""
    known = Gap.objects.filter(line=line, ended_at__isnull=True, came_at__isnull=False).first()
    if now is None:
        return staffed_again(line, known, at=at) if known else 0
    if known is not None:
        Gap.objects.filter(pk=known.pk).update(ends_at=now.end)
        return 0
    foretold = Gap.objects.filter(line=line, ended_at__isnull=True, starts_at__lte=at).first()
    gap = foretold or Gap(line=line, starts_at=now.start)
    gap.came_at, gap.ends_at = at, now.end
    gap.save()
    record("line.unstaffed", line, gap, at=at)
    keep_hotline(line, at=at)
    return 1


def staffed_again(line: Line, gap: Gap, *, at: datetime) -> int:
    gap.ended_at = at
    gap.save(update_fields=["ended_at"])
    record("line.staffed", line, gap, at=at)
    keep_hotline(line, at=at)
    return 0


def out_of_use(line: Line, *, at: datetime) -> None:
    """Nobody has to be on duty there any more: its gaps are over."""
    Gap.objects.filter(line=line, ended_at__isnull=True).update(ended_at=at)
    keep_hotline(line, at=at)


def ahead(line: Line, coming: Iterable[Stretch], *, at: datetime) -> int:
    """Each gap that comes is told once; one that has been filled is over."""
    open_ = {
        gap.starts_at: gap
        for gap in Gap.objects.filter(line=line, ended_at__isnull=True, came_at__isnull=True)
    }
    told = 0
    for stretch in coming:
        gap = open_.pop(stretch.start, None)
        if gap is None:
            gap = Gap.objects.create(line=line, starts_at=stretch.start, ends_at=stretch.end)
            record("line.gap_ahead", line, gap, at=at)
            told += 1
        elif gap.ends_at != stretch.end:
            Gap.objects.filter(pk=gap.pk).update(ends_at=stretch.end)
    filled = [gap.pk for gap in open_.values()]
    Gap.objects.filter(pk__in=filled).update(ended_at=at)
    return told


def record(happening: str, line: Line, gap: Gap, *, at: datetime) -> None:
    journal.record(
        happening,
        line.code,
        provider=line.provider_id,
        at=at,
        by=None,
        details={
            "about": line.name,
            "clause": line.clause,
            "starts_at": gap.starts_at.isoformat(),
            "ends_at": gap.ends_at.isoformat(),
        },
    )


def keep_hotline(line: Line, *, at: datetime) -> None:
    """The standing promise of a staffed hotline lapses with a gap of any line, and is kept again
    once none is left.
    """
    here = Gap.objects.filter(
        line__provider_id=line.provider_id,
        line__is_active=True,
        came_at__isnull=False,
        ended_at__isnull=True,
    )
    is_kept = not here.exists()
    states = owed.ObligationState
    rows = owed.Obligation.objects.filter(
        provider_id=line.provider_id,
        kind=owed.ObligationKind.UPKEEP,
        what=HOTLINE,
        state=states.LAPSED if is_kept else states.RUNNING,
    )
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        if is_kept:
            obligations.restore(pk, at=at, by=None)
        else:
            nobody = Message("nobody is on duty: %(line)s", {"line": line.name})
            obligations.lapse(pk, reason=in_chinese(nobody), at=at, by=None)


def escalate(at: datetime) -> int:
    """Tell the next one up the line of every caller who has waited long enough."""
    due = Contact.objects.filter(tell_at__lte=at).order_by("tell_at")
    pks = list(due.values_list("pk", flat=True)[:MOST])
    return sum(tell_of(pk, at=at) for pk in pks)


@transaction.atomic
def tell_of(pk: int, *, at: datetime) -> int:
    """Each step once, however often and by however many workers it is asked."""
    contact = Contact.objects.select_for_update().filter(pk=pk, tell_at__lte=at).first()
    if contact is None or contact.waits_since is None:
        return 0
    contact.told += 1
    contact.tell_at = tell_at(contact.channel, contact.waits_since, contact.told)
    contact.save(update_fields=["told", "tell_at"])
    people, role = whom(contact, at)
    journal.record(
        "contact.unanswered",
        contact.code,
        provider=contact.provider_id,
        at=at,
        by=None,
        now=contact.state,
        details={
            "channel": contact.channel,
            "about": called(contact),
            "level": contact.told,
            "people": people,
            "role": role,
            "waits_since": contact.waits_since.isoformat(),
        },
    )
    tell_pages(contact, "contact")
    return 1


def whom(contact: Contact, at: datetime) -> tuple[list[str], str]:
    """By name or by role: first those on duty, the desk where nobody is, sales for a price; then
    the service manager.
    """
    if contact.told > 1:
        return [], Role.MANAGER
    if contact.is_price:
        return [], Role.SALES
    on_duty = queries.on_duty(contact.provider_id, at=at)
    people = sorted({shift.person.username for shift in on_duty})
    return people, "" if people else Role.DESK
