"""Putting one unit on record, and changing what is known of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.accounts.stored import add
from sanbao.apps.assets.actions.search import refresh_search
from sanbao.apps.assets.facts.dates import impossible
from sanbao.apps.assets.models import DATED_EVENTS, Asset
from sanbao.apps.journal import actions as journal
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class AssetDetails:
    """What is known of one unit. dates: by event (`made`, ..., `accepted`), only those known."""

    serial: str
    product_id: int
    customer_id: int
    site_id: int
    dealer_id: int | None = None
    agreement_id: int | None = None
    dates: Mapping[str, date] = field(default_factory=dict)
    price: Decimal | None = None
    tier: str = ""


@transaction.atomic
def register(
    details: AssetDetails,
    *,
    provider: Provider,
    at: datetime,
    by: User | None,
    key: uuid.UUID | None = None,
) -> Asset:
    """A new unit. A repeat with the same `key` returns the first; a serial in use is refused."""
    if key is not None and (first := next(iter(with_key(provider.pk, key)), None)):
        return first
    refuse_impossible(details, provider=provider, at=at)
    asset = Asset(provider=provider, key=key or uuid.uuid4(), created_at=at)
    put(asset, details)
    try:
        with transaction.atomic():
            add(asset)
    except IntegrityError:
        # Somebody registered it at this very moment: the same form, or another one.
        if first := Asset.objects.filter(key=asset.key, provider=provider).first():
            return first
        refuse_impossible(details, provider=provider, at=at)
        raise Refused(Message("this key belongs to something else"), field="key") from None
    refresh_search(Asset.objects.filter(pk=asset.pk))
    journal.record("asset.registered", asset.serial, provider=provider, at=at, by=by)
    return asset


@transaction.atomic
def change(asset: Asset, details: AssetDetails, *, at: datetime, by: User | None) -> Asset:
    """Write down what is known now; the journal keeps which fields changed, from what to what."""
    asset = Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)
    refuse_impossible(details, provider=asset.provider, at=at, beside=asset)
    was = snapshot(asset)
    put(asset, details)
    changed = {name: [old, new] for name, old, new in differences(was, snapshot(asset))}
    if not changed:
        return asset
    asset.save()
    refresh_search(Asset.objects.filter(pk=asset.pk))
    journal.record(
        "asset.changed",
        asset.serial,
        provider=asset.provider_id,
        at=at,
        by=by,
        details={"changed": changed},
    )
    return asset


def refuse_impossible(
    details: AssetDetails, *, provider: Provider, at: datetime, beside: Asset | None = None
) -> None:
    """Raise Refused, naming the field, for what cannot be."""
    today = at.astimezone(ZoneInfo(provider.zone)).date()
    for event, message in impossible(details.dates, on=today).items():
        raise Refused(message, field=f"{event}_on")
    if details.price is not None and details.price < 0:
        raise Refused(Message("a price is not negative"), field="price")
    same = with_serial(provider.pk, details.serial.strip())
    if any(beside is None or unit.pk != beside.pk for unit in same):
        raise Refused(
            Message("the serial number %(serial)s is registered", {"serial": details.serial}),
            field="serial",
        )


@prepared
def with_key(provider_id: int, key: uuid.UUID) -> QuerySet[Asset]:
    return Asset.objects.filter(key=key, provider_id=provider_id)


@prepared
def with_serial(provider_id: int, serial: str) -> QuerySet[Asset]:
    return Asset.objects.filter(provider_id=provider_id, serial=serial).only("pk")


def put(asset: Asset, details: AssetDetails) -> None:
    asset.serial = details.serial.strip()
    asset.product_id, asset.customer_id = details.product_id, details.customer_id
    asset.site_id, asset.dealer_id = details.site_id, details.dealer_id
    asset.agreement_id = details.agreement_id
    for event in DATED_EVENTS:
        setattr(asset, f"{event}_on", details.dates.get(event))
    asset.price, asset.tier = details.price, details.tier


def snapshot(asset: Asset) -> dict[str, str]:
    names = ("serial", "product_id", "customer_id", "site_id", "dealer_id", "agreement_id")
    dates = tuple(f"{event}_on" for event in DATED_EVENTS)
    known = {name: getattr(asset, name) for name in (*names, *dates, "tier")}
    known["price"] = None if asset.price is None else f"{asset.price:.2f}"
    return {name: "" if value is None else str(value) for name, value in known.items()}


def differences(was: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [(name, was[name], now[name]) for name in now if was[name] != now[name]]
