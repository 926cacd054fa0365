"""Keeping what a unit is found by in step with its serial number, customer and site."""

from django.db.models import F, Func, OuterRef, QuerySet, Subquery, TextField, Value

from sanbao.apps.assets.models import Asset

FOUND_BY = (
    "serial",
    "customer__code",
    "customer__name",
    "customer__phone",
    "site__name",
    "site__city",
    "site__address",
    "site__contact_name",
    "site__contact_phone",
)


def refresh_search(assets: QuerySet[Asset]) -> int:
    """Write what the `assets` are found by anew, in one statement; returns how many it wrote."""
    pieces: list[F | Value] = []
    for field in FOUND_BY:
        pieces += [F(field), Value("\n")]
    # Django's own Concat nests one call in another, eighteen deep.
    words = Func(*pieces, function="concat", output_field=TextField())
    folded = Func(words, function="search_fold", output_field=TextField())
    fresh = Asset.objects.filter(pk=OuterRef("pk")).annotate(folded=folded).values("folded")
    return assets.order_by().update(search_text=Subquery(fresh))


def refresh_customer(code: str, *, provider_id: int) -> int:
    """The same for all units of one customer."""
    return refresh_search(Asset.objects.filter(provider_id=provider_id, customer__code=code))
