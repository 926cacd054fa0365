"""What is told of a dealer: who is named, which account, what it hands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sanbao.apps.assets import queries as assets
from sanbao.apps.parties import queries as parties

# What the register of a dealer's staff and equipment keeps up.
KEPT = "organisation_kept"
SUBJECT = "dealer"


@dataclass(frozen=True, slots=True)
class Naming:
    """Somebody is named for repairs from `since_on` on. told_on: None for what we found out."""

    name: str
    kind: str
    since_on: date
    told_on: date | None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody is it no more after `until_on`. told_on: None for what we found out."""

    until_on: date
    told_on: date | None


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it was told."""

    holder: str
    bank: str
    number: str
    branch: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Which form a report is filled in by, and which duty it keeps."""

    form: str
    what: str


REPORTS = {
    "feedback": Kept("quality-feedback", "feedback_reported"),
    "repairs": Kept("repair-statistics", "repairs_reported"),
    "users": Kept("new-product", "users_reported"),
}
OF_MONTH = ("feedback", "repairs")
CHECKED = "dealer_checked"
CHECK_FORM = "dealer-check"
FAILURE_TOLD = "failure_reported"
REPORT_PREFIX, SURVEY_PREFIX, AUDIT_PREFIX, FAILURE_PREFIX = "BS", "DC", "JC", "ZG"


@dataclass(frozen=True, slots=True)
class Filing:
    """A report as it came: which, about what, its answers. reached_on: on paper, else None."""

    kind: str
    period: str
    answers: Mapping[str, str]
    key: UUID
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A survey as it is opened. questions: one a line. dealers: whom it goes to."""

    key: UUID
    title: str
    questions: str
    due_on: date
    dealers: Sequence[parties.Dealer]


@dataclass(frozen=True, slots=True)
class Accident:
    """A major failure as it was told. known_at: since when the dealer has known."""

    key: UUID
    description: str
    known_at: datetime
    harm: str = ""
    asset: assets.Asset | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What both sides found together."""

    ours: str
    theirs: str
    finding: str


NOT_REFUSED = "service_not_refused"
ORDER_PREFIX = "ZL"


@dataclass(frozen=True, slots=True)
class Done:
    """How a repair order was done: what, how many units, whether they work again."""

    summary: str
    repaired: int
    works: bool


AWARDED = "awarded"


@dataclass(frozen=True, slots=True)
class Seen:
    """An exposure as it was found."""

    kind: str
    on: date
    source: str
    description: str


MOVE_PREFIX = "QY"
