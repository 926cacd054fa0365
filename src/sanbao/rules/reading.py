"""From JSON values to facts: every field checked by its type, every error naming its field.

Unknown keys are ignored and null counts as left out.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from sanbao.rules.extension import MOST_MONTHS
from sanbao.rules.facts import (
    SALE_OF_ASSET,
    SALE_OF_EVENT,
    WHOLE,
    Area,
    Buyer,
    CarFault,
    Category,
    Cause,
    Claimant,
    Code,
    DateName,
    EventKind,
    FactError,
    Facts,
    LegalPart,
    Reason,
    Sale,
    Severity,
    Tier,
    in_order,
)
from sanbao.rules.message import Message
from sanbao.rules.place import province
from sanbao.rules.value import (
    as_amount,
    as_count,
    as_date,
    as_instant,
    as_text,
    as_truth,
    choice,
    choices,
)

Part = Mapping[str, object]
# Where a value goes, how it is read, and its path in the facts.
Field = tuple[str, Callable[[object, str], object], str]

NEEDED = Message("is needed and missing")


def parse_facts(given: Mapping[str, object]) -> Facts:
    """The facts that a JSON object states. Raises FactError for the first bad field."""
    facts, problems = sketch(given)
    if problems:
        raise problems[0]
    return facts


def sketch(given: Mapping[str, object]) -> tuple[Facts, list[FactError]]:
    """The facts as far as they can be read, and what could not be, in the order of the table.

    A bad field stands in the sketch as if it had been left out; a missing kind as the one that
    needs least, a question. Only the keys that are there are looked at: most facts are few.
    """
    problems: list[FactError] = []
    values = dict(_LEFT_OUT)
    asset = _part(given, "asset", "asset", problems)
    event = _part(given, "event", "event", problems)
    _read(given, _TOP, values, problems)
    _read(asset, _ASSET, values, problems)
    _read(event, _EVENT, values, problems)
    dates: dict[str, object] = {}
    values["dates"] = dates
    _read(_part(asset, "dates", "asset.dates", problems), _DATES, dates, problems)
    _read(_part(event, "place", "event.place", problems), _PLACE, values, problems)
    if not (_SALE.keys().isdisjoint(asset) and _SALE.keys().isdisjoint(event)):
        values["sale"] = _sale(asset, event, problems)
    if event.get("kind") is None:
        problems.append(FactError("event.kind", NEEDED))
    if event.get("at") is None:
        problems.append(FactError("event.at", NEEDED))
    # `_LEFT_OUT` holds the fields of Facts in their order.
    facts = Facts(*values.values())  # type: ignore[arg-type]
    return facts, in_order(problems) if problems else problems


def _part(given: Part, key: str, field: str, problems: list[FactError]) -> Part:
    part = given.get(key)
    if isinstance(part, dict):
        return part
    if part is not None:
        problems.append(FactError(field, Message("must be an object")))
    return {}


def _read(
    part: Part,
    fields: Mapping[str, Field],
    values: dict[str, object],
    problems: list[FactError],
) -> None:
    for key, value in part.items():
        if value is None or key not in fields:
            continue
        name, read, path = fields[key]
        try:
            values[name] = read(value, path)
        except FactError as problem:
            problems.append(problem)


def _sale(asset: Part, event: Part, problems: list[FactError]) -> Sale:
    """What only the law asks about; read apart, because most facts say nothing of it."""
    values: dict[str, object] = {}
    _read(asset, _SALE_ASSET, values, problems)
    _read(event, _SALE_EVENT, values, problems)
    return Sale(**values)  # type: ignore[arg-type]


def _component(value: object, field: str) -> str:
    return as_text(value, field) or WHOLE


def _province(value: object, field: str) -> str | None:
    """A province by its short name; a name that is no province stays as it is written."""
    name = as_text(value, field)
    return _short(name) if name else None


@lru_cache(maxsize=1024)
def _short(name: str) -> str:
    return province(name) or name.strip()


def _none_or_more(value: object, field: str) -> int:
    return as_count(value, field, least=0)


def _months(value: object, field: str) -> int:
    months = as_count(value, field, least=0)
    if months > MOST_MONTHS:
        limits = {"least": 0, "most": MOST_MONTHS}
        raise FactError(field, Message("must be a whole number from %(least)s to %(most)s", limits))
    return months


def _one_or_more(value: object, field: str) -> int:
    return as_count(value, field, least=1)


_TOP: dict[str, Field] = {"id": ("id", as_text, "id")}
_ASSET: dict[str, Field] = {
    "component": ("component", _component, "asset.component"),
    "price": ("price", as_amount, "asset.price"),
    "tier": ("tier", choice(Tier), "asset.tier"),
    "failed_repairs": ("failed_repairs", _none_or_more, "asset.failed_repairs"),
    "exclusions": ("exclusions", choices(Code), "asset.exclusions"),
    "extra_months": ("extra_months", _months, "asset.extra_months"),
}
_DATES: dict[str, Field] = {name.value: (name, as_date, f"asset.dates.{name}") for name in DateName}
_EVENT: dict[str, Field] = {
    "kind": ("kind", choice(EventKind), "event.kind"),
    "at": ("at", as_instant, "event.at"),
    "on_site_at": ("on_site_at", as_instant, "event.on_site_at"),
    "cause": ("cause", choice(Cause), "event.cause"),
    "reason": ("reason", choice(Reason), "event.reason"),
    "authorised": ("authorised", as_truth, "event.authorised"),
    "quantity": ("quantity", _one_or_more, "event.quantity"),
    "claimant": ("claimant", choice(Claimant), "event.claimant"),
    "severity": ("severity", choice(Severity), "event.severity"),
}
_PLACE: dict[str, Field] = {
    "province": ("province", _province, "event.place.province"),
    "area": ("area", choice(Area), "event.place.area"),
}
_SALE: dict[str, Field] = {
    "category": ("category", choice(Category), "asset.category"),
    "buyer": ("buyer", choice(Buyer), "asset.buyer"),
    "part": ("part", choice(LegalPart), "asset.part"),
    "repair_days": ("repair_days", _none_or_more, "asset.repair_days"),
    "replaced_on": ("replaced_on", as_date, "asset.replaced_on"),
    "production_ended": ("production_ended", as_date, "asset.production_ended"),
    "mileage_km": ("mileage_km", _none_or_more, "asset.mileage_km"),
    "distance_sale": ("distance_sale", as_truth, "asset.distance_sale"),
    "days_in_repair": ("days_in_repair", _none_or_more, "event.days_in_repair"),
    "awaiting_parts": ("awaiting_parts", as_truth, "event.awaiting_parts"),
    "car_fault": ("car_fault", choice(CarFault), "event.car_fault"),
}
_SALE_ASSET = {name: _SALE[name] for name in SALE_OF_ASSET}
_SALE_EVENT = {name: _SALE[name] for name in SALE_OF_EVENT}
_LEFT_OUT: dict[str, object] = {
    "id": None,
    "component": WHOLE,
    "dates": None,
    "price": None,
    "tier": None,
    "failed_repairs": 0,
    "exclusions": frozenset(),
    "extra_months": 0,
    "kind": EventKind.QUESTION_ASKED,
    "at": datetime(2000, 1, 1, tzinfo=UTC),
    "on_site_at": None,
    "cause": Cause.UNKNOWN,
    "province": None,
    "area": None,
    "reason": None,
    "authorised": True,
    "quantity": 1,
    "claimant": Claimant.CUSTOMER,
    "sale": None,
    "severity": None,
}
