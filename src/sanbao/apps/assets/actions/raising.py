"""What is owed over time for units and for whoever holds them, raised ahead of its day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets.actions.kept_parts import raise_kept_parts
from sanbao.apps.assets.models import DATED_EVENTS, Asset
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as duties
from sanbao.apps.parties import queries as parties
from sanbao.rules.agreement import Agreement
from sanbao.rules.cover import kept_last_day, warranty_term
from sanbao.rules.deadline import china_day
from sanbao.rules.facts import WHOLE, Claimant, DateName, Tier
from sanbao.rules.terms import Each, OneOff, Party

# Units are read and raised so many at a time, however many an agreement has.
CHUNK = 1000


def raise_for_units(
    of: Iterable[agreements.Agreement],
    *,
    at: datetime,
    by: User | None = None,
    units: QuerySet[Asset] | None = None,
) -> int:
    """Raise what the agreements owe for each of their units and customers, a horizon ahead.

    units: only these of them. Returns how many obligations are new.
    """
    reigns = obligations.current_reigns(of, at=at)
    raised = 0
    for reign in reigns:
        wanted = Asset.objects.all() if units is None else units
        rows = wanted.filter(agreement_id=reign.version.agreement_id)
        raised += raise_of_version(reign, rows, at=at, by=by)
        raised += raise_kept_parts(reign, rows, at=at, by=by)
    return raised


def raise_of_version(
    reign: duties.Reign, rows: QuerySet[Asset], *, at: datetime, by: User | None
) -> int:
    version = reign.version
    lasting = obligations.lasting_terms(version, Each.ASSET, Each.CUSTOMER)
    once = dated_terms(version)
    if not lasting and not once:
        return 0
    until = china_day(at + obligations.HORIZON)
    provider_id = version.agreement.provider_id
    people, regions = parties.heads_of(provider_id), parties.regions_of(provider_id)
    agreement = agreements.terms(version)
    raised = 0
    for chunk in chunks(rows):
        units = [subject_of(asset, agreement, regions) for asset in chunk]
        for term in lasting:
            bare = units if term.each is Each.ASSET else customers_of(chunk)
            subjects = [owned(subject, term.by, people) for subject in bare]
            raised += obligations.raise_lasting(version, term, subjects, until=until, at=at, by=by)
        for event in once:
            subjects = [owned(subject, event.by, people) for subject in units]
            raised += obligations.raise_dated(version, event, subjects, at=at, by=by)
    return raised


def dated_terms(version: agreements.Version) -> list[OneOff]:
    dates = {str(name) for name in DateName}
    return [
        term
        for term in agreements.terms(version).terms
        if isinstance(term, OneOff) and str(term.after) in dates
    ]


def chunks(rows: QuerySet[Asset]) -> Iterator[list[Asset]]:
    fetched = rows.select_related("product", "customer", "site", "dealer").order_by(
        "customer_id", "pk"
    )
    stream = fetched.iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def subject_of(asset: Asset, agreement: Agreement, regions: parties.Regions) -> obligations.Subject:
    dates = dates_of(asset)
    return obligations.Subject(
        "asset",
        asset.serial,
        label=f"{asset.serial} {asset.customer.name}",
        dates=dates,
        covered_until=covered_until(asset, agreement, dates),
        province=asset.site.province,
        station=regions.station(asset.site.province, asset.site.city, asset.site.county),
        dealer=asset.dealer.code if asset.dealer else "",
        product=asset.product.code,
        customer=asset.customer.code,
    )


def dates_of(asset: Asset) -> dict[str, date]:
    known = {event: getattr(asset, f"{event}_on") for event in DATED_EVENTS}
    return {event: day for event, day in known.items() if day is not None}


def covered_until(asset: Asset, agreement: Agreement, dates: dict[str, date]) -> date | None:
    """The last day of the warranty of the whole unit towards whoever holds it."""
    tier = Tier(asset.tier) if asset.tier else None
    term = warranty_term(agreement, WHOLE, Claimant.CUSTOMER, tier)
    first = dates.get(str(term.start)) if term else None
    return kept_last_day(first, term.span) if term and first else None


def customers_of(chunk: Sequence[Asset]) -> list[obligations.Subject]:
    """Each customer of the units once. One whose units lie in two chunks is told twice: once."""
    seen: dict[Any, obligations.Subject] = {}
    for asset in chunk:
        seen.setdefault(
            asset.customer_id,
            obligations.Subject(
                "customer",
                asset.customer.code,
                label=asset.customer.name,
                province=asset.site.province,
                customer=asset.customer.code,
            ),
        )
    return list(seen.values())


def owned(subject: obligations.Subject, by: Party, heads: parties.Heads) -> obligations.Subject:
    """With whoever looks after it: of the side that owes it, else the manager."""
    found = {
        Party.PROVIDER: heads.stations.get(subject.station),
        Party.DEALER: heads.dealers.get(subject.dealer),
        Party.CUSTOMER: heads.customers.get(subject.customer),
    }[by]
    return replace(subject, owner=found or heads.manager)
