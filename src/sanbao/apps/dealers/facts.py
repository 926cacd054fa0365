"""What is told of a dealer: who is named, which account."""

from dataclasses import dataclass
from datetime import date

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
