"""What is written on a repair sheet, said in a follow-up, and decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sanbao.rules.message import Message
from sanbao.rules.money import fen

SHEET_PREFIX = "WX"
FORM_PREFIX = "JD"
WORD_PREFIX = "HZ"
PENALTY_PREFIX = "FK"
# Both files of an upload, together: they come in one request, which may hold little more.
FILES_MB_AT_MOST = 60


def too_large(most: int) -> Message:
    """most: MB that may be brought at once."""
    return Message("the files have more than %(most)s MB together; split them", {"most": most})


# What a sheet says of the repair, by the names of its columns.
WRITTEN = (
    "serial",
    "product_code",
    "customer_name",
    "customer_phone",
    "station_code",
    "repairer",
    "fault",
    "cause",
    "measure",
    "signer_name",
)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def period_of(month: date) -> str:
    """As the obligations name a month."""
    return f"{month:%Y-%m}"


@dataclass(frozen=True, slots=True)
class LineTold:
    """A part, labour or freight. unit_price: CNY."""

    item: str
    name: str
    quantity: Decimal
    unit_price: Decimal
    code: str = ""
    old_part_returned: bool = False

    @property
    def claimed(self) -> Decimal:
        return fen(self.quantity * self.unit_price)


@dataclass(frozen=True, slots=True)
class SheetTold:
    """A sheet as the dealer writes it. texts: of WRITTEN; what is left out is empty.

    authorisation: number of the provider's word before the work.
    """

    number: str
    repaired_on: date
    texts: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[LineTold, ...] = ()
    started_at: datetime | None = None
    finished_at: datetime | None = None
    signed_on: date | None = None
    has_voucher: bool = False
    material_returned: bool = False
    authorisation: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """A follow-up about a sheet. is_true: whether the customer said what it says."""

    is_reached: bool
    is_true: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is allowed of a line by hand. amount: CNY. reason: of the list, where it is less."""

    amount: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WordAsked:
    """The provider's word before costly work, or his goodwill. amount: CNY."""

    key: UUID
    serial: str
    work: str
    amount: Decimal
    is_goodwill: bool = False
