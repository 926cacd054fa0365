"""Which version of its agreement settles a dealer, and what each version pays for a sheet."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.db.models.functions import MD5

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.settlements.facts import Bound, shares_of
from sanbao.apps.settlements.models import Statement, StatementKind
from sanbao.rules.settlement import Settlement, settlement_of
from sanbao.rules.verification import Window, window


def signed_with_dealers(provider_id: int, *, on: date) -> QuerySet[agreements.Version, Any]:
    """Versions in force on a day or before it; what an ended agreement owes is settled by it."""
    return agreements.Version.objects.filter(
        agreement__provider_id=provider_id,
        agreement__dealer__isnull=False,
        put_in_force_at__isnull=False,
        starts_on__lte=on,
    )


def said_by(versions: QuerySet[agreements.Version, Any]) -> dict[int, Settlement]:
    """What each version says of settling; thousands of dealers sign few texts, each read once."""
    told = versions.order_by().annotate(digest=MD5("source"))
    texts = (
        told.values("digest", "blanks").annotate(first=Min("pk")).values_list("first", flat=True)
    )
    read = {
        (version.digest, str(sorted(version.blanks.items()))): settlement_of(
            agreements.terms(version)
        )
        for version in agreements.Version.objects.annotate(digest=MD5("source")).filter(
            pk__in=list(texts)
        )
    }
    found = {
        pk: read.get((digest, str(sorted(blanks.items()))))
        for pk, digest, blanks in told.values_list("pk", "digest", "blanks")
    }
    return {pk: says for pk, says in found.items() if says is not None}


def bound_dealers(
    provider_id: int, *, on: date, dealers: Collection[int] | None = None
) -> list[Bound]:
    """Each dealer whose agreement settles fees, with the version that holds on the day."""
    versions = signed_with_dealers(provider_id, on=on)
    if dealers is not None:
        versions = versions.filter(agreement__dealer__in=list(dealers))
    said = said_by(versions)
    signed: dict[tuple[int, str], list[tuple[date, int]]] = {}
    rows = versions.order_by("agreement__dealer__code", "starts_on", "number", "pk")
    for pk, dealer_id, code, since in rows.values_list(
        "pk", "agreement__dealer_id", "agreement__dealer__code", "starts_on"
    ):
        if pk in said and since is not None:
            signed.setdefault((dealer_id, code), []).append((since, pk))
    return [
        Bound(
            dealer_id,
            code,
            latest := kept[-1][1],
            said[latest],
            tuple(shares_of(dealer_id, [(since, said[pk]) for since, pk in kept])),
        )
        for (dealer_id, code), kept in signed.items()
    ]


def sheets_are_due(provider_id: int, month: date, *, on: date) -> Window | None:
    """Until when dealers may still hand in the sheets of a month, the latest; None without one.

    on: the last day of the month, whose versions say so.
    """
    bound = [one.version_id for one in bound_dealers(provider_id, on=on)]
    told = agreements.Version.objects.filter(pk__in=bound).order_by().annotate(digest=MD5("source"))
    first = told.values("digest", "blanks").annotate(first=Min("pk")).values_list("first")
    texts = agreements.Version.objects.filter(pk__in=[pk for (pk,) in first])
    windows = (window(agreements.terms(version), f"{month:%Y-%m}") for version in texts)
    return max(filter(None, windows), key=lambda found: found.due_on, default=None)


def year_to_settle(
    provider_id: int, month: date, *, dealers: Collection[int] | None = None
) -> Statement | None:
    """A month of an earlier year out of a fund whose year is not settled; None where all are."""
    ended = Statement.objects.filter(
        provider=provider_id,
        dealer=OuterRef("dealer"),
        kind=StatementKind.YEAR_END,
        month__year=OuterRef("month__year"),
    )
    rows = Statement.objects.filter(
        ~Exists(ended),
        provider=provider_id,
        kind=StatementKind.MONTHLY,
        has_fund=True,
        month__lt=date(month.year, 1, 1),
    )
    if dealers is not None:
        rows = rows.filter(dealer__in=list(dealers))
    return rows.select_related("version__agreement").order_by("month", "pk").first()


def fees_of_units(provider_id: int, *, on: date) -> list[dict[str, Any]]:
    """The versions that pay an amount for the unit of a sheet, and how much."""
    said = said_by(signed_with_dealers(provider_id, on=on))
    return [
        {"version_id": pk, "amount": f"{says.fee.amount}"}
        for pk, says in said.items()
        if says.fee.amount is not None
    ]
