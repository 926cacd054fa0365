"""What one invented company is like: its data file as typed values."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Engineer:
    """certificate_days: days that the certificate is still valid for; negative: since when not."""

    name: str
    station: str
    certificate_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """serves: provinces, or a province and one city of it ("四川 绵阳")."""

    code: str
    name: str
    phone: str
    serves: tuple[str, ...]
    head: bool = False
    dealer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealer:
    code: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where units stand. at: latitude and longitude in degrees."""

    customer: str
    name: str
    province: str
    city: str
    area: str
    address: str
    contact: str
    at: tuple[Decimal, Decimal]
    dealer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """A compound of households, each a customer of its own."""

    compound: str
    province: str
    city: str
    area: str
    address: str
    at: tuple[Decimal, Decimal]
    households: int
    dealer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    code: str
    name: str
    model: str
    price: Decimal
    components: tuple[str, ...]
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """amount: CNY on the published list; the other lists are derived from it. outer: a shell."""

    item: str
    code: str
    name: str
    unit: str
    amount: Decimal
    outer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a customer says, and what the engineer then finds and does about it."""

    says: str
    finding: str
    measure: str
    parts: tuple[str, ...] = ()
    component: str = "whole"
    cause: str = "product_quality"
    exclusions: tuple[str, ...] = ()
    age: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Something settled without a visit. age: days since the unit was delivered."""

    says: str
    answer: str
    kind: str = "fault_reported"
    cause: str = "unknown"
    reason: str = ""
    claimant: str = ""
    quantity: int = 0
    authorised: bool | None = None
    age: tuple[int, int] | None = None

    @property
    def particulars(self) -> dict[str, Any]:
        """The facts that only some kinds of event have."""
        stated = {
            "reason": self.reason,
            "claimant": self.claimant,
            "quantity": self.quantity,
        }
        given: dict[str, Any] = {name: value for name, value in stated.items() if value}
        if self.authorised is not None:
            given["authorised"] = self.authorised
        return given


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast this trade is: hours from the call to the arrival, as a rule and when late."""

    arrive_hours: tuple[float, float]
    late_hours: float

    @property
    def shortest(self) -> timedelta:
        return timedelta(hours=self.arrive_hours[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """One more agreement of the company: how far it has come in its life, and with whom."""

    state: str
    title: str
    counterparty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The account that the dealer named."""

    bank: str
    branch: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """The dealer's side. head, staff: who repairs. equipment: what there is, by kind of gear.

    cashier: who pays besides whoever approves, where fees are settled. sales: units of each product
    that the dealer settles in a month, where a repair fund grows with them.
    """

    head: str
    staff: tuple[str, ...]
    equipment: dict[str, str]
    bank: Bank
    cashier: str = ""
    sales: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyData:
    """One company. dates: days between the delivery or sale of a unit and each of its events.

    people: the name of one account a role. seat, liable, main_reference: what its agreement has on
    record; departments: who signs, executes, supervises it, looks after its service.
    warranty_days: roughly, to choose units by; what is covered is decided by the agreement.
    dealing: where the agreement is one with a dealer.
    """

    slug: str
    name: str
    hotline: str
    prefix: str
    title: str
    counterparty: str
    dates: dict[str, int]
    pace: Pace
    people: dict[str, str]
    engineers: tuple[Engineer, ...]
    stations: tuple[Station, ...]
    dealers: tuple[Dealer, ...]
    products: tuple[Product, ...]
    prices: tuple[Price, ...]
    faults: tuple[Fault, ...]
    calls: tuple[Call, ...]
    second: Second
    sites: tuple[Place, ...] = ()
    homes: tuple[Homes, ...] = ()
    new_faults: tuple[Fault, ...] = ()
    blanks: dict[str, str] = field(default_factory=dict)
    dealer: str = ""
    warranty_days: int = 0
    seat: str = ""
    main_reference: str = ""
    liable: tuple[str, ...] = ()
    departments: dict[str, str] = field(default_factory=dict)
    dealing: Dealing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Names of people and what customers say, shared by all companies."""

    family: tuple[str, ...]
    given: tuple[str, ...]
    opinions_good: tuple[str, ...]
    opinions_bad: tuple[str, ...]
    wishes: tuple[str, ...]


@lru_cache
def read(slug: str) -> CompanyData:
    """The company that uses the template `slug`."""
    return TypeAdapter(CompanyData).validate_python({"slug": slug, **document(slug)})


@lru_cache
def words() -> Words:
    return TypeAdapter(Words).validate_python(document("words"))


def document(name: str) -> dict[str, Any]:
    text = (files("sanbao.site.demo") / "companies" / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded
