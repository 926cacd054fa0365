"""Certificates looked at each day, so that nobody has to remember: promised, ending, expired."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as owed
from sanbao.apps.training import queries
from sanbao.apps.training.actions.certificate import told
from sanbao.apps.training.models import Certificate
from sanbao.rules.certificate import warning
from sanbao.rules.deadline import china_day
from sanbao.rules.terms import Deed

NOBODY = gettext_noop("no engineer holds a valid certificate")
EXPIRED = -1
# How long after its end an expired certificate is still told of, if the worker was away.
LOOKS_BACK = timedelta(days=30)


@transaction.atomic
def check_certified(provider_id: int, *, at: datetime) -> int:
    """Let `certified` lapse on a day without a certified engineer; returns how many changed.

    A new certificate restores it. Looked at twice on one day it changes nothing the second time.
    """
    rows = owed.Obligation.objects.filter(
        provider_id=provider_id,
        kind=owed.ObligationKind.UPKEEP,
        what=Deed.CERTIFIED.value,
        owed_by=owed.Obligor.PROVIDER,
        state__in=[owed.ObligationState.RUNNING, owed.ObligationState.LAPSED],
    )
    found = list(rows.order_by("pk"))
    if not found:
        return 0
    holds = queries.is_anybody_certified(provider_id, on=china_day(at))
    changed = [row for row in found if (row.state == owed.ObligationState.RUNNING) is not holds]
    for row in changed:
        if holds:
            obligations.restore(row.pk, at=at, by=None)
        else:
            obligations.lapse(row.pk, reason=NOBODY, at=at, by=None)
    return len(changed)


@transaction.atomic
def remind(provider_id: int, *, at: datetime) -> int:
    """Tell of certificates that end soon, each reminder of its qualification once, and of the end.

    One that has been renewed, or revoked, is nobody's worry. Returns how many were told of.
    """
    on = china_day(at)
    rows = (
        Certificate.objects.select_for_update(of=("self",))
        .filter(
            Q(renewed_by__isnull=True),
            provider_id=provider_id,
            revoked_on__isnull=True,
            valid_until__gte=on - LOOKS_BACK,
            valid_until__lte=on + timedelta(days=400),
        )
        .exclude(told_days=EXPIRED)
        .select_related("qualification", "person__user")
        .order_by("pk")
    )
    news: dict[str, list[Certificate]] = {"certificate.expiring": [], "certificate.expired": []}
    for row in rows:
        left = (row.valid_until - on).days
        ahead = [*row.qualification.remind_days]
        due = EXPIRED if left < 0 else warning(left, ahead=ahead, told=row.told_days)
        if due is not None:
            row.told_days = due
            news["certificate.expired" if left < 0 else "certificate.expiring"].append(row)
    for happening, about in news.items():
        lines = [journal.Told(row.number, details=told(row)) for row in about]
        journal.record_all(happening, lines, provider=provider_id, at=at, by=None)
    changed = [row for about in news.values() for row in about]
    Certificate.objects.bulk_update(changed, ["told_days"])
    return len(changed)
