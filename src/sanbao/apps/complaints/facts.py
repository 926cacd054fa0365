"""What comes in with a complaint or a suggestion, and what was found and said."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sanbao.apps.accounts.access import User
from sanbao.apps.assets import queries as assets
from sanbao.apps.desk import queries as cases
from sanbao.apps.parties import queries as parties

FORM = "complaint"
COMPLAINT_PREFIX = "TS"
SUGGESTION_PREFIX = "YJ"
# Kept by a plan, and by the answer: whatever the agreement promises on a complaint.
KEPT_BY_A_PLAN = ("plan_given",)
KEPT_BY_AN_ANSWER = ("answered", "replied", "plan_given", "resolved")


@dataclass(frozen=True, slots=True)
class Report:
    """One complaint as it came in. about: kind and number of what it speaks of, if anything.

    case: whose promises it shares, where the complaint came in as a case.
    """

    key: UUID
    source: str
    topic: str
    description: str
    complainer_name: str
    complainer_phone: str = ""
    grade: str = "slight"
    about: tuple[str, str] = ("", "")
    customer: parties.Customer | None = None
    dealer: parties.Dealer | None = None
    asset: assets.Asset | None = None
    against: User | None = None
    case: cases.Case | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the investigation says. grade, against: as they are seen now.

    is_of_dealer: it was the dealer's service; fines for it are the dealer's (P2-5.3).
    """

    finding: str
    verdict: str
    grade: str
    against: User | None = None
    is_of_dealer: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is done and said: the measure, the discipline, the apology or explanation."""

    reply: str
    measure: str = ""
    discipline: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done, and by when."""

    plan: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A suggestion as it came in."""

    key: UUID
    text: str
    author_name: str
    author_phone: str = ""
    customer: parties.Customer | None = None
    dealer: parties.Dealer | None = None
    asset: assets.Asset | None = None
