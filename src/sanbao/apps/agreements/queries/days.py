"""From which day to which an agreement holds, and what the calendar has in store for it."""

from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from sanbao.apps.agreements.models import Agreement, Version
from sanbao.rules.binding import Facts
from sanbao.rules.signing import EXPIRING_DAYS, OVER, RUNNING, State


def put_in_force(agreement: Agreement) -> QuerySet[Version]:
    return Version.objects.filter(agreement=agreement, put_in_force_at__isnull=False)


def first_day(agreement: Agreement) -> date | None:
    """The first day on which any version holds; None while none has been put in force."""
    return put_in_force(agreement).order_by("starts_on").values_list("starts_on", flat=True).first()


def last_day(agreement: Agreement) -> date | None:
    """The last day of the version that lasts longest; None: one of them has no end, or none yet."""
    ends = list(put_in_force(agreement).values_list("ends_on", flat=True))
    known = [end for end in ends if end is not None]
    return max(known) if ends and len(known) == len(ends) else None


def end_so_far(version: Version, facts: Facts) -> date | None:
    """A further version ends with the agreement, unless it says otherwise."""
    return last_day(version.agreement) if facts.follows_from else None


def due_to_turn(*, on: date) -> QuerySet[Agreement]:
    """Agreements that the calendar has turned: about to expire, expired, over. Few on any day."""
    endless = Version.objects.filter(
        agreement=OuterRef("pk"), put_in_force_at__isnull=False, ends_on__isnull=True
    )
    last = Max("versions__ends_on", filter=Q(versions__put_in_force_at__isnull=False))
    soon = on + timedelta(days=EXPIRING_DAYS)
    rows = Agreement.objects.filter(closed_on__isnull=True, state__in=RUNNING | OVER)
    rows = rows.annotate(last=last, is_endless=Exists(endless))
    expiring = Q(state=State.IN_FORCE, is_endless=False, last__lt=soon)
    expired = Q(state__in=RUNNING, is_endless=False, last__lt=on)
    over = Q(state__in=OVER) & (Q(ended_on__lt=on) | Q(ended_on__isnull=True, last__lt=on))
    return rows.filter(expiring | expired | over).order_by("pk")
