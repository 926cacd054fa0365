"""Installed units over the API."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import actions, queries
from sanbao.apps.assets.queries import DATED_EVENTS, Asset
from sanbao.apps.parties import queries as parties
from sanbao.apps.products import queries as products
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

router = Router(tags=["assets"])
REGISTRARS = (Role.MANAGER, Role.ADMINISTRATOR)
LOGGERS = (Role.CUSTOMER, Role.DESK, Role.ENGINEER, Role.MANAGER)


class SiteOut(Schema):
    name: str
    province: str
    city: str
    area: str
    address: str


class AssetOut(Schema):
    """A unit. `dates` by event: made, picked_up, sold, invoiced, delivered, and so on."""

    serial: str
    product: str = Field(description="product number")
    model: str
    customer: str = Field(description="customer number")
    customer_name: str
    site: SiteOut
    agreement: str = Field(description="agreement number, empty without one")
    dealer: str = Field(description="dealer number, empty without one")
    dates: dict[str, date]
    price: Decimal | None
    tier: str

    @staticmethod
    def resolve_product(asset: Asset) -> str:
        return asset.product.code

    @staticmethod
    def resolve_model(asset: Asset) -> str:
        return str(asset.product)

    @staticmethod
    def resolve_customer(asset: Asset) -> str:
        return asset.customer.code

    @staticmethod
    def resolve_customer_name(asset: Asset) -> str:
        return asset.customer.name

    @staticmethod
    def resolve_agreement(asset: Asset) -> str:
        return asset.agreement.code if asset.agreement else ""

    @staticmethod
    def resolve_dealer(asset: Asset) -> str:
        return asset.dealer.code if asset.dealer else ""

    @staticmethod
    def resolve_dates(asset: Asset) -> dict[str, date]:
        days = {event: getattr(asset, f"{event}_on") for event in DATED_EVENTS}
        return {event: day for event, day in days.items() if day}


class AssetPage(Schema):
    items: list[AssetOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class RepairOut(Schema):
    component: str
    cause: str
    in_warranty: bool
    repaired_at: datetime
    visit_code: str
    finding: str
    held: bool | None


class AssetIn(Schema):
    """A unit to put on record; customer, site, product, agreement and dealer must be there."""

    serial: str = Field(min_length=1, max_length=60)
    product: str
    customer: str
    site: str
    agreement: str = ""
    dealer: str = ""
    dates: dict[
        Literal["made", "picked_up", "sold", "invoiced", "delivered", "commissioned", "accepted"],
        date,
    ] = Field(default_factory=dict)
    price: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    tier: Literal["", "member"] = ""


class RunDayIn(Schema):
    on: date
    hours: Decimal | None = Field(None, ge=0, le=24, max_digits=4, decimal_places=1)
    readings: str = Field("", max_length=400)
    remarks: str = Field("", max_length=400)
    is_abnormal: bool = False
    key: UUID | None = Field(None, description="made by you: the same key is the same entry")


class RunDayOut(Schema):
    on: date
    hours: Decimal | None
    readings: str
    remarks: str
    is_abnormal: bool
    written_at: datetime


class RunLogPage(Schema):
    items: list[RunDayOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class MaintenanceIn(Schema):
    on: date
    what: str = Field(min_length=1, max_length=400)
    done_by: str = Field(min_length=1, max_length=60)
    parts: str = Field("", max_length=200)
    key: UUID | None = Field(None, description="made by you: the same key is the same entry")


class MaintenanceOut(Schema):
    on: date
    what: str
    parts: str
    done_by: str
    written_at: datetime


class MaintenancePage(Schema):
    items: list[MaintenanceOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


@router.get("", response=AssetPage, summary="List or find units")
def assets(
    request: HttpRequest,
    q: Annotated[str, Field(description="serial, phone, customer or site; at most 20 hits")] = "",
    after: str = "",
) -> dict[str, Any]:
    """The units that you may see, newest first, in pages of 50."""
    me = reader(request)
    if q:
        return {"items": queries.search_for(me, q), "next": ""}
    page = page_of(queries.assets_for(me), by=("-id",), after=after)
    return {"items": page.rows, "next": page.after}


@router.get("/{serial}", response=AssetOut, summary="One unit")
def asset(request: HttpRequest, serial: str) -> Asset:
    return get_object_or_404(queries.assets_for(reader(request)), serial=serial)


@router.get("/{serial}/repairs", response=list[RepairOut], summary="Its repairs, newest first")
def repairs(request: HttpRequest, serial: str) -> Any:
    unit = get_object_or_404(queries.assets_for(reader(request)), serial=serial)
    return queries.repairs_of(unit)


@router.post("", response={201: AssetOut}, summary="Put a unit on record")
def register(request: HttpRequest, payload: AssetIn) -> Status[Asset]:
    """Refused, naming the field, for what cannot be: a serial in use, a date in the future."""
    me = api_reader(request, *REGISTRARS)
    made = actions.register(
        details_of(payload, me.provider_id), provider=me.provider, at=timezone.now(), by=me
    )
    return Status(201, queries.assets_for(me).get(pk=made.pk))


@router.get("/{serial}/run-log", response=RunLogPage, summary="Its run log, newest first")
def run_log(request: HttpRequest, serial: str, after: str = "") -> dict[str, Any]:
    page = page_of(queries.run_log_of(found(request, serial)), by=("-on", "-id"), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/{serial}/run-log", response={201: RunDayOut}, summary="One day of it")
def log_run(request: HttpRequest, serial: str, payload: RunDayIn) -> Status[queries.RunLogEntry]:
    """As whoever runs the unit writes it down; several entries a day where there are shifts."""
    me = api_reader(request, *LOGGERS)
    day = actions.RunDay(**payload.model_dump(exclude={"key"}))
    key, at = payload.key or uuid4(), timezone.now()
    return Status(201, actions.log_run(found(request, serial), day, key=key, by=me, at=at))


@router.get("/{serial}/maintenance", response=MaintenancePage, summary="Maintenance by its owner")
def maintenance(request: HttpRequest, serial: str, after: str = "") -> dict[str, Any]:
    rows = queries.maintenance_of(found(request, serial))
    page = page_of(rows, by=("-on", "-id"), after=after)
    return {"items": page.rows, "next": page.after}


@router.post("/{serial}/maintenance", response={201: MaintenanceOut}, summary="Maintained")
def log_maintenance(
    request: HttpRequest, serial: str, payload: MaintenanceIn
) -> Status[queries.MaintenanceEntry]:
    """Meets what the customer owes by the agreement."""
    me = api_reader(request, *LOGGERS)
    done = actions.MaintenanceDone(**payload.model_dump(exclude={"key"}))
    key, at = payload.key or uuid4(), timezone.now()
    return Status(201, actions.log_maintenance(found(request, serial), done, key=key, by=me, at=at))


def found(request: HttpRequest, serial: str) -> Asset:
    rows = queries.assets_for(reader(request)).select_related("provider")
    return get_object_or_404(rows, serial=serial)


def details_of(payload: AssetIn, provider_id: int) -> actions.AssetDetails:
    customer = one(parties.Customer, "customer", provider_id=provider_id, code=payload.customer)
    site = one(parties.Site, "site", customer=customer, name=payload.site)
    product = one(products.Product, "product", provider_id=provider_id, code=payload.product)
    agreement = dealer = None
    if payload.agreement:
        agreement = one(
            agreements.Agreement, "agreement", provider_id=provider_id, code=payload.agreement
        )
    if payload.dealer:
        dealer = one(parties.Dealer, "dealer", provider_id=provider_id, code=payload.dealer)
    return actions.AssetDetails(
        serial=payload.serial,
        product_id=product.pk,
        customer_id=customer.pk,
        site_id=site.pk,
        dealer_id=dealer.pk if dealer else None,
        agreement_id=agreement.pk if agreement else None,
        dates={str(event): day for event, day in payload.dates.items()},
        price=payload.price,
        tier=payload.tier,
    )


def one(model: Any, field: str, **which: Any) -> Any:
    """The row named, or a refusal that names the field."""
    row = model.objects.filter(**which).first()
    if row is None:
        raise Refused(Message("there is none with this number or name"), field=field)
    return row
