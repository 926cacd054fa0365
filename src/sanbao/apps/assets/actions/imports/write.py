"""Writing a chunk of good rows: three statements, for customers, sites and units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from sanbao.apps.assets.actions.imports.judge import CUSTOMER, PLACE
from sanbao.apps.assets.actions.imports.known import Known
from sanbao.apps.assets.facts.row import Values
from sanbao.apps.assets.models import DATED_EVENTS, Asset
from sanbao.apps.parties import actions as parties_actions
from sanbao.apps.parties import queries as parties

DAYS = tuple(f"{event}_on" for event in DATED_EVENTS)
OVERWRITTEN = ("product", "customer", "site", "dealer", "agreement", *DAYS, "price", "tier")


@dataclass(slots=True)
class Ids:
    """What the statement before gave: ids of customers by number, of sites by customer and name."""

    customers: Mapping[str, int] = field(default_factory=dict)
    sites: Mapping[tuple[int, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Under:
    """What all rows of the file have in common."""

    provider_id: int
    agreement_id: int | None
    at: datetime


def write(rows: Sequence[Values], known: Known, *, under: Under) -> set[int]:
    """Create or change what the rows say; returns the ids of the customers that they name."""
    ids = Ids(parties_actions.take_customers(customers(rows, known), provider_id=under.provider_id))
    ids.sites = parties_actions.take_sites(sites(rows, known, ids))
    Asset.objects.bulk_create(
        [unit(row, known, ids, under=under) for row in rows],
        update_conflicts=True,
        unique_fields=["provider", "serial"],
        update_fields=list(OVERWRITTEN),
    )
    return set(ids.customers.values())


def customers(rows: Sequence[Values], known: Known) -> list[parties_actions.CustomerLine]:
    lines: dict[str, parties_actions.CustomerLine] = {}
    for row in rows:
        code = row["customer_code"]
        line = lines.get(code) or recorded_customer(code, known)
        told = {CUSTOMER[name]: row[name] for name in CUSTOMER if name in row}
        lines[code] = replace(line, **told)
    return list(lines.values())


def recorded_customer(code: str, known: Known) -> parties_actions.CustomerLine:
    if customer := known.customers.get(code):
        return parties_actions.CustomerLine(code, customer.name, customer.phone, customer.kind)
    return parties_actions.CustomerLine(code, "", "", parties.CustomerKind.BUSINESS)


def site_name(row: Values, known: Known) -> str:
    """The site that a row speaks of: without a name the one on record, else the customer's own."""
    asset = known.assets.get(row["serial"])
    if "site_name" in row or asset is None:
        return row.get("site_name", row["customer_name"])
    return asset.site.name


def sites(rows: Sequence[Values], known: Known, ids: Ids) -> list[parties_actions.SiteLine]:
    lines: dict[tuple[int, str], parties_actions.SiteLine] = {}
    for row in rows:
        key = (ids.customers[row["customer_code"]], site_name(row, known))
        line = lines.get(key) or recorded_site(key, row, known)
        lines[key] = placed(line, row)
    return list(lines.values())


def recorded_site(key: tuple[int, str], row: Values, known: Known) -> parties_actions.SiteLine:
    asset = known.assets.get(row["serial"])
    site = known.sites.get(key)
    if site is None and asset is not None and (asset.site.customer_id, asset.site.name) == key:
        site = asset.site
    blank = parties_actions.SiteLine(*key, "", "", "", "", "", "")
    return placed(blank, {name: getattr(site, name) for name in PLACE}) if site else blank


def placed(line: parties_actions.SiteLine, told: Mapping[str, str]) -> parties_actions.SiteLine:
    return parties_actions.SiteLine(
        line.customer_id,
        line.name,
        **{name: told.get(name, getattr(line, name)) for name in PLACE},
    )


def unit(row: Values, known: Known, ids: Ids, *, under: Under) -> Asset:
    """The unit as it will stand: what is on record, with what the row says over it."""
    old = known.assets.get(row["serial"])
    customer_id = ids.customers[row["customer_code"]]
    made = Asset(
        provider_id=under.provider_id,
        serial=row["serial"],
        product_id=known.products[row["product_code"]],
        customer_id=customer_id,
        site_id=ids.sites[customer_id, site_name(row, known)],
        dealer_id=old.dealer_id if old else None,
        agreement_id=under.agreement_id or (old.agreement_id if old else None),
        price=Decimal(row["price"]) if "price" in row else (old.price if old else None),
        tier=row.get("tier", old.tier if old else ""),
        created_at=under.at,
    )
    if "dealer_code" in row:
        made.dealer_id = known.dealers[row["dealer_code"]]
    for day in DAYS:
        recorded = getattr(old, day) if old else None
        setattr(made, day, date.fromisoformat(row[day]) if day in row else recorded)
    return made
