"""Who looks after the service of an agreement that promises somebody of its own for it (P8-11)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as owed
from sanbao.rules.terms import Deed

NOBODY = gettext_noop("nobody looks after the service of this agreement")


@transaction.atomic
def check_dedicated(provider_id: int, *, at: datetime) -> int:
    """Let the promise lapse while nobody is named, and restore it; returns how many changed.

    Looked at twice it changes nothing the second time.
    """
    rows = owed.Obligation.objects.filter(
        provider_id=provider_id,
        kind=owed.ObligationKind.UPKEEP,
        what=Deed.ORGANISATION_KEPT.value,
        owed_by=owed.Obligor.PROVIDER,
        subject_kind="agreement",
        state__in=[owed.ObligationState.RUNNING, owed.ObligationState.LAPSED],
    )
    found = list(rows.order_by("pk"))
    if not found:
        return 0
    kept = agreements.looked_after(provider_id)
    changed = [
        row
        for row in found
        if (row.state == owed.ObligationState.RUNNING) is not (row.subject_code in kept)
    ]
    for row in changed:
        if row.subject_code in kept:
            obligations.restore(row.pk, at=at, by=None)
        else:
            obligations.lapse(row.pk, reason=NOBODY, at=at, by=None)
    return len(changed)
