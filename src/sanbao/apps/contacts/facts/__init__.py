"""A contact as it comes in, the mails it is made of, and what pages that watch are told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sanbao.apps.accounts.access import Provider, Role, User
from sanbao.apps.assets import queries as assets
from sanbao.apps.contacts.models import Contact, Line
from sanbao.apps.parties import queries as parties

PREFIX = "LX"
FILES = "contact"  # what files of a contact belong to
# Who answers, who looks on; engineers answer while they are on duty, sales where a price is asked.
ANSWERS = (Role.DESK, Role.MANAGER)
LOOKS_ON = (Role.QUALITY, Role.AUDITOR)
SEES = (*ANSWERS, *LOOKS_ON, Role.ENGINEER, Role.SALES)
TAKES = (*ANSWERS, Role.ENGINEER, Role.SALES)
HOTLINE = "hotline_staffed"

# What a stranger may send from the open page.
LOOKING_BACK = timedelta(hours=1)
CHATS_PER_ADDRESS = 10
SAYINGS_PER_MINUTE = 20


@dataclass(frozen=True, slots=True)
class Incoming:
    """One contact as it came in. key: made by the sender; the same key is the same contact."""

    provider: Provider
    channel: str
    key: UUID
    ref: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    subject: str = ""
    visitor: str = ""
    case_code: str = ""
    line: Line | None = None
    user: User | None = None
    customer: parties.Customer | None = None
    asset: assets.Asset | None = None
    follows: Contact | None = None


class Ring(StrEnum):
    """What a telephone system tells of a call."""

    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class CallTold:
    """ref: the telephone system's own number of the call. line: the number that was called."""

    ref: str
    what: Ring
    number: str
    line: str = ""
    agent: User | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody on a line for a time."""

    line: Line
    person: User
    starts_at: datetime
    ends_at: datetime


def topic_of(provider_id: int) -> str:
    """What the pages of a company's desk watch."""
    return f"contacts:{provider_id}"


def chat_topic(provider_id: int, code: str) -> str:
    """What the page of one caller watches."""
    return f"chat:{provider_id}:{code}"
