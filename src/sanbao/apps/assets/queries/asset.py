"""Units, as far as a reader may see them, and what is known of one."""

from typing import Any

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets.models import DATED_EVENTS, Asset, Repair
from sanbao.rules.facts import WHOLE

OFFICE = tuple(role for role in STAFF if role != Role.ENGINEER)


def assets_for(user: User) -> QuerySet[Asset]:
    """Office staff see all units of the company, an engineer those that he attends, a dealer and
    a customer their own. Who holds several roles sees what each of them lets him see.
    """
    rows = Asset.objects.filter(provider_id=user.provider_id).select_related(
        "product", "customer", "site", "dealer", "agreement"
    )
    if user.has_role(*OFFICE):
        return rows
    # Subqueries on ids, so that no join can show a unit twice.
    seen = Q(pk__in=[])
    if user.has_role(Role.ENGINEER):
        seen |= Q(pk__in=Asset.objects.filter(attendances__engineer=user).values("pk"))
    if user.has_role(Role.DEALER):
        seen |= Q(pk__in=Asset.objects.filter(dealer__people__user=user).values("pk"))
    if user.has_role(Role.CUSTOMER):
        seen |= Q(pk__in=Asset.objects.filter(customer__people__user=user).values("pk"))
    return rows.filter(seen)


def by_public_key(key: str) -> Asset | None:
    """The unit whose QR code carries `key`."""
    rows = Asset.objects.select_related("product", "customer", "site", "agreement", "provider")
    return rows.filter(public_key=key).first()


def repairs_of(asset: Asset) -> QuerySet[Repair]:
    """The unit's history, newest first."""
    return asset.repairs.order_by("-repaired_at", "-pk")


def failed_repairs(asset: Asset) -> int:
    """Repairs within warranty that did not hold."""
    return asset.repairs.filter(in_warranty=True, held=False).count()


def facts_of(asset: Asset, *, component: str = WHOLE) -> dict[str, Any]:
    """The `asset` of the facts that a decision is made by; only what is known of it."""
    days = {event: getattr(asset, f"{event}_on") for event in DATED_EVENTS}
    facts: dict[str, Any] = {
        "component": component,
        "dates": {event: day.isoformat() for event, day in days.items() if day},
        "failed_repairs": failed_repairs(asset),
    }
    if asset.price is not None:
        facts["price"] = f"{asset.price:.2f}"
    if asset.tier:
        facts["tier"] = asset.tier
    if longer := agreements.extra_months(asset.agreement_id, asset.site, asset.serial):
        facts["extra_months"] = longer
    return facts
