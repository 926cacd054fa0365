"""The unit's repairs, as the visits report them."""

from datetime import date, datetime

from django.db import transaction

from sanbao.apps.assets.models import Asset, Repair
from sanbao.apps.journal import actions as journal


@transaction.atomic
def record_repair(
    asset: Asset,
    *,
    component: str,
    cause: str,
    in_warranty: bool,
    visit_code: str,
    finding: str,
    on: date | None = None,
    at: datetime,
) -> Repair:
    """One repair a visit; reported again it stays the first. on: the day since which it waited."""
    repair, is_new = Repair.objects.get_or_create(
        asset=asset,
        visit_code=visit_code,
        defaults={
            "component": component,
            "cause": cause,
            "in_warranty": in_warranty,
            "finding": finding[:400],
            "reported_on": on,
            "repaired_at": at,
        },
    )
    if is_new:
        journal.record(
            "repair.recorded",
            asset.serial,
            provider=asset.provider_id,
            at=at,
            by=None,
            details={"visit": visit_code},
        )
    return repair


@transaction.atomic
def correct_repair(
    asset: Asset, *, component: str, cause: str, in_warranty: bool, visit_code: str, finding: str
) -> None:
    """What a visit found is signed anew, and reads differently now."""
    Repair.objects.filter(asset=asset, visit_code=visit_code).update(
        component=component, cause=cause, in_warranty=in_warranty, finding=finding[:400]
    )


@transaction.atomic
def not_held(asset: Asset) -> Repair | None:
    """The same fault is back: the last repair did not hold. None when there was no repair."""
    last = asset.repairs.select_for_update().order_by("-repaired_at", "-pk").first()
    if last is None or last.held is False:
        return last
    last.held = False
    last.save(update_fields=["held"])
    return last
