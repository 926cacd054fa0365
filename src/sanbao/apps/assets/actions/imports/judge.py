"""What a row of the file would do to what is on record: new, changed, unchanged, or bad."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sanbao.apps.assets.actions.imports.known import Known
from sanbao.apps.assets.facts.dates import impossible
from sanbao.apps.assets.facts.problem import problem
from sanbao.apps.assets.facts.row import Problems, Values
from sanbao.apps.assets.models import DATED_EVENTS, Asset, Verdict
from sanbao.rules.message import Message

CUSTOMER = {"customer_name": "name", "customer_phone": "phone", "customer_kind": "kind"}
PLACE = ("province", "city", "area", "address", "contact_name", "contact_phone")


@dataclass(slots=True)
class Seen:
    """What earlier rows of the same file said: serial -> row, and (subject, field) -> its value."""

    serials: dict[str, int] = field(default_factory=dict)
    said: dict[tuple[str, ...], tuple[str, int]] = field(default_factory=dict)


def clashes(values: Values, number: int, seen: Seen) -> Problems:
    """Where the row contradicts an earlier row of the file."""
    problems: Problems = []
    serial = values.get("serial")
    if serial and (first := seen.serials.setdefault(serial, number)) != number:
        reason = Message(
            "the serial number %(serial)s stands in row %(row)s too",
            {"serial": serial, "row": first},
        )
        problems.append(problem("serial", reason))
    customer = values.get("customer_code", "")
    site = values.get("site_name", "")
    for name in CUSTOMER:
        problems += clash((customer, name), values.get(name), number, seen)
    for name in PLACE if site else ():
        problems += clash((customer, site, name), values.get(name), number, seen)
    return problems


def clash(subject: tuple[str, ...], value: str | None, number: int, seen: Seen) -> Problems:
    if not subject[0] or value is None:
        return []
    other, row = seen.said.setdefault(subject, (value, number))
    if other == value:
        return []
    reason = Message("row %(row)s says “%(other)s” here", {"row": row, "other": other})
    return [problem(subject[-1], reason)]


def strangers(values: Values, known: Known) -> Problems:
    """What the row names and we do not know, or know as somebody else's."""
    problems: Problems = []
    product, dealer = values.get("product_code"), values.get("dealer_code")
    if product and product not in known.products:
        reason = Message("the product %(code)s is not on record", {"code": product})
        problems.append({**problem("product_code", reason), "unknown_product": product})
    if dealer and dealer not in known.dealers:
        reason = Message("the dealer %(code)s is not on record", {"code": dealer})
        problems.append(problem("dealer_code", reason))
    asset = known.assets.get(values.get("serial", ""))
    if asset and asset.customer.code != values.get("customer_code", asset.customer.code):
        reason = Message(
            "%(serial)s belongs to the customer %(code)s %(name)s",
            {"serial": asset.serial, "code": asset.customer.code, "name": asset.customer.name},
        )
        problems.append(problem("serial", reason))
    return problems


def misdated(values: Values, known: Known, *, on: date) -> Problems:
    """Days that cannot be, together with those on record."""
    dates = days_on_record(known.assets.get(values.get("serial", "")))
    told = {event for event in DATED_EVENTS if f"{event}_on" in values}
    dates |= {event: date.fromisoformat(values[f"{event}_on"]) for event in told}
    return [problem(f"{event}_on", message) for event, message in impossible(dates, on=on).items()]


def days_on_record(asset: Asset | None) -> dict[str, date]:
    if asset is None:
        return {}
    days = {event: getattr(asset, f"{event}_on") for event in DATED_EVENTS}
    return {event: day for event, day in days.items() if day}


def verdict_on(values: Values, known: Known, *, agreement_id: int | None) -> Verdict:
    """What a row without problems would do."""
    asset = known.assets.get(values["serial"])
    if asset is None:
        return Verdict.NEW
    told = told_of(values, known, agreement_id=agreement_id)
    if all(on_record(asset, name) == value for name, value in told.items()):
        return Verdict.SAME
    return Verdict.CHANGED


def told_of(values: Values, known: Known, *, agreement_id: int | None) -> Mapping[str, Any]:
    """The row in the words of `on_record`."""
    told: dict[str, Any] = {
        name: value
        for name, value in values.items()
        if name not in {"customer_code", "product_code", "dealer_code", "serial"}
    }
    told["product_id"] = known.products[values["product_code"]]
    if "dealer_code" in values:
        told["dealer_id"] = known.dealers[values["dealer_code"]]
    if agreement_id is not None:
        told["agreement_id"] = agreement_id
    return told


def on_record(asset: Asset, name: str) -> object:
    if name in CUSTOMER:
        return getattr(asset.customer, CUSTOMER[name])
    if name == "site_name":
        return asset.site.name
    if name in PLACE:
        return getattr(asset.site, name)
    value = getattr(asset, name)
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if name == "price" and value is not None else value
