"""What a duty over time is owed for: a unit, a customer, a dealer, an agreement, a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sanbao.apps.accounts.access import User
from sanbao.apps.obligations.models import Obligation


@dataclass(frozen=True, slots=True)
class Subject:
    """kind, code: ("asset", serial), ("dealer", its number), ("agreement", its number) ...

    dates: known days in its life by their names in the terms. covered_until: last day of the
    warranty of the whole unit, None without one. station, dealer, product, customer: numbers, ""
    where there is none; a unit without a station is at a place that nobody serves. owner: who
    looks after what is owed.
    """

    kind: str
    code: str
    label: str = ""
    dates: Mapping[str, date] = field(default_factory=dict)
    covered_until: date | None = None
    province: str = ""
    station: str = ""
    dealer: str = ""
    product: str = ""
    customer: str = ""
    owner: User | None = None


DESCRIBED = (
    "subject_label",
    "province",
    "station",
    "dealer",
    "product",
    "customer",
    "owner_id",
)


def describe(obligation: Obligation, subject: Subject) -> bool:
    """Write down what is known of the subject; whether that changed anything."""
    known = (
        subject.label[:160],
        subject.province,
        subject.station,
        subject.dealer,
        subject.product,
        subject.customer,
        subject.owner.pk if subject.owner else None,
    )
    was = tuple(getattr(obligation, name) for name in DESCRIBED)
    for name, value in zip(DESCRIBED, known, strict=True):
        setattr(obligation, name, value)
    return was != known
