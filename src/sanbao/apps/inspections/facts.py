"""What comes in about a round, and the names of its forms."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import File

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.inspections.models import Round
from sanbao.apps.parties import queries as parties
from sanbao.apps.training import queries as training
from sanbao.apps.workorders.facts import Time

CHECKLIST = "inspection"
FEEDBACK = "inspection-feedback"
INSPECTED = "inspected"
AHEAD_DAYS = 45  # so far ahead rounds are proposed


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes when. designer: the design engineer who takes part, if any. time: what is kept of
    the lead's time for it, within the day; None where only the day is known.
    """

    on: date | None
    lead: User | None
    designer: parties.Person | None = None
    time: Time | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A latent fault as the inspector writes it down. quote: CNY, of what is quoted."""

    found: str
    outcome: str
    measured: str = ""
    done: str = ""
    parts: str = ""
    quote: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """The customer's person signs. nobody_spoke: asked for opinions, the staff had none."""

    signer_name: str
    image: "File[Any] | None"
    nobody_spoke: bool = False


def job_of(round_: Round) -> training.Job:
    """What leading a round asks for."""
    return training.Job(round_.provider_id, work=training.Work.INSPECTION.value)


def day_of(provider: Provider, at: datetime) -> date:
    """The day of an instant where the company is."""
    return at.astimezone(ZoneInfo(provider.zone)).date()
