"""Units, as far as a reader may see them, and what is known of one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets.models import DATED_EVENTS, Asset, Repair
from sanbao.rules.deadline import china_day
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


def categories_under(agreement: agreements.Agreement) -> list[str]:
    """The kinds of goods, as the law knows them, of the units under an agreement."""
    rows = Asset.objects.filter(agreement=agreement).exclude(product__category="")
    kinds = rows.values_list("product__category", flat=True)
    return list(kinds.order_by("product__category").distinct())


def by_public_key(key: str) -> Asset | None:
    """The unit whose QR code carries `key`."""
    rows = Asset.objects.select_related("product", "customer", "site", "agreement", "provider")
    return rows.filter(public_key=key).first()


def is_whole(asset: Asset) -> bool:
    """Whether all that `unit` reads has been read with it."""
    return {"product", "customer", "site", "dealer"} <= asset._state.fields_cache.keys()


def unit(pk: int) -> Asset:
    """The unit with what a decision asks of it, in one query."""
    (found,) = units(pk)
    return found


@prepared
def units(pk: int) -> QuerySet[Asset]:
    return Asset.objects.select_related("product", "customer", "site", "dealer").filter(pk=pk)


def repairs_of(asset: Asset) -> QuerySet[Repair]:
    """The unit's history, newest first."""
    return asset.repairs.order_by("-repaired_at", "-pk")


@dataclass(frozen=True, slots=True)
class Repaired:
    """What the repairs within warranty come to. failed: those that did not hold. days: from each
    report to the day it worked again, as far as both are known.
    """

    failed: int
    days: int


def repaired(asset: Asset) -> Repaired:
    """The repairs of a unit within its warranty, summed up."""
    failed, spans = 0, []
    for row in repairs_in_warranty(asset.pk):
        failed += row.held is False
        if row.reported_on is not None:
            spans.append((row.reported_on, china_day(row.repaired_at)))
    return Repaired(failed, days_in(spans))


@prepared
def repairs_in_warranty(asset_id: int) -> QuerySet[Repair]:
    rows = Repair.objects.filter(asset_id=asset_id, in_warranty=True)
    return rows.only("held", "reported_on", "repaired_at")


def days_in(spans: list[tuple[date, date]]) -> int:
    """Days between the dates of each span, once where spans overlap."""
    days, free_from = 0, date.min
    for start, end in sorted(spans):
        days += max((end - max(start, free_from)).days, 0)
        free_from = max(free_from, end)
    return days


def facts_of(asset: Asset, *, component: str = WHOLE) -> dict[str, Any]:
    """The `asset` of the facts that a decision is made by; only what is known of it."""
    days = {event: getattr(asset, f"{event}_on") for event in DATED_EVENTS}
    repairs = repaired(asset)
    facts: dict[str, Any] = {
        "component": component,
        "dates": {event: day.isoformat() for event, day in days.items() if day},
        "failed_repairs": repairs.failed,
    }
    if asset.price is not None:
        facts["price"] = f"{asset.price:.2f}"
    if asset.tier:
        facts["tier"] = asset.tier
    if longer := agreements.extra_months(asset.agreement_id, asset.site, asset.serial):
        facts["extra_months"] = longer
    return facts | sale_of(asset, repairs)


def sale_of(asset: Asset, repairs: Repaired) -> dict[str, Any]:
    """What only the law asks about; nothing where nobody has said what kind of goods it is."""
    product = asset.product
    if not product.category:
        return {}
    sale: dict[str, Any] = {"category": product.category, "buyer": asset.customer.kind}
    if repairs.days:
        sale["repair_days"] = repairs.days
    if product.production_ended_on is not None:
        sale["production_ended"] = product.production_ended_on.isoformat()
    return sale
