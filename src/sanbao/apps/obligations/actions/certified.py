"""Certificates are valid: looked at each day, so that nobody has to remember."""

from datetime import datetime

from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import Role
from sanbao.apps.obligations.actions.upkeep import lapse, restore
from sanbao.apps.obligations.models import Obligation, ObligationKind, ObligationState
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.terms import Deed

NOBODY = gettext_noop("no engineer holds a valid certificate")


def check_certificates(provider_id: int, *, at: datetime) -> int:
    """Let `certified` lapse on a day without a certified engineer; returns how many changed.

    A new certificate restores it. Looked at twice on one day it changes nothing the second time.
    """
    rows = Obligation.objects.filter(
        provider_id=provider_id,
        kind=ObligationKind.UPKEEP,
        what=Deed.CERTIFIED.value,
        state__in=[ObligationState.RUNNING, ObligationState.LAPSED],
    )
    found = list(rows.order_by("pk"))
    if not found:
        return 0
    holds = is_anybody_certified(provider_id, at=at)
    changed = [row for row in found if (row.state == ObligationState.RUNNING) is not holds]
    for row in changed:
        if holds:
            restore(row.pk, at=at, by=None)
        else:
            lapse(row.pk, reason=NOBODY, at=at, by=None)
    return len(changed)


def is_anybody_certified(provider_id: int, *, at: datetime) -> bool:
    on = at.astimezone(CHINA_TIME).date()
    valid = parties.Credential.objects.filter(
        person__provider_id=provider_id,
        person__user__is_active=True,
        person__user__roles__contains=[Role.ENGINEER.value],
        kind=parties.SERVICE,
        valid_from__lte=on,
        valid_until__gte=on,
    )
    return valid.exists()
