"""What comes in from the field, and what the rules ask about a visit."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import File

from sanbao.apps.accounts.access import User
from sanbao.apps.training import queries as training
from sanbao.apps.visits.models import Visit
from sanbao.apps.workorders.facts import job_of
from sanbao.rules.visit import Facts

CHECKLIST = "conduct-checklist"
SERVICE_RECORD = "service-record"
QUESTIONNAIRE = "follow-up"


@dataclass(frozen=True, slots=True)
class Appointment:
    """starts_at, ends_at: aware instants. agreed_with: who at the customer's agreed."""

    starts_at: datetime
    ends_at: datetime
    agreed_with: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the phone says it is, and how sure it is."""

    latitude: Decimal
    longitude: Decimal
    accuracy_m: int


@dataclass(frozen=True, slots=True)
class Use:
    """Something used of a price list. quantity: more than 0."""

    price_id: int
    quantity: Decimal
    serial: str = ""
    is_outer: bool = False
    old_part_returned: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What the engineer found and did. not_restored_because: where is_restored is False."""

    cause: str
    component: str
    finding: str
    measure: str
    is_restored: bool
    exclusions: tuple[str, ...] = ()
    not_restored_because: str = ""
    used: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """What the customer leaves: name, drawn signature, satisfaction 1 to 5, opinion."""

    signer_name: str
    image: "File[Any] | None"
    satisfaction: int | None
    opinion: str = ""


def local_day(visit: Visit, at: datetime) -> date:
    return at.astimezone(ZoneInfo(visit.provider.zone)).date()


def fee_day(visit: Visit) -> date:
    """The day whose price lists count: that of the arrival, when they were shown."""
    return local_day(visit, visit.arrived_at or visit.agreed_from)


def arriving(visit: Visit, engineer: User, *, at: datetime) -> Facts:
    lack = training.lacking(engineer, job_of(visit.order), on=local_day(visit, at))
    return Facts(at=at, lack=lack)
