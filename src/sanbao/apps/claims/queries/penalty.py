"""Penalties for false items."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.claims.models import Penalty, Sheet
from sanbao.apps.claims.queries.sheet import is_inside
from sanbao.apps.parties import queries as parties

# What may turn out to be false: whatever was handed in.
PENALISED = ("submitted", "verified", "refused")
CONFIRMS = (Role.MANAGER, Role.MARKETING)


def penalties_for(user: User) -> QuerySet[Penalty]:
    """Those of the company; a dealer's own once they are confirmed."""
    rows = Penalty.objects.filter(provider_id=user.provider_id).select_related(
        "dealer", "sheet", "line", "proposed_by", "confirmed_by", "disputed_by", "decided_by"
    )
    if is_inside(user):
        return rows
    dealer = parties.dealer_of(user) if user.has_role(Role.DEALER) else None
    return rows.filter(dealer=dealer, confirmed_at__isnull=False) if dealer else rows.none()


def false_items(sheet: Sheet) -> QuerySet[Penalty, int]:
    """The lines of a sheet for which a penalty stands."""
    rows = Penalty.objects.filter(sheet=sheet).exclude(state="dropped")
    return rows.values_list("line_id", flat=True)
