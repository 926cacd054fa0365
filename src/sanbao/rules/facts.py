"""The facts of one event on one asset: what a decision looks at, and nothing else.

The fields stand in the order in which problems are reported; `reading` makes them from JSON.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sanbao.rules.message import Message

WHOLE = "whole"


class DateName(StrEnum):
    """The events in the life of an asset that a period may start from."""

    MADE = "made"
    PICKED_UP = "picked_up"
    SOLD = "sold"
    INVOICED = "invoiced"
    DELIVERED = "delivered"
    COMMISSIONED = "commissioned"
    ACCEPTED = "accepted"


class Tier(StrEnum):
    """A class of users with terms of its own."""

    MEMBER = "member"


class Code(StrEnum):
    """What an inspection found that may exclude cover."""

    SHELL = "shell"
    PACKING = "packing"
    SEAL_BROKEN = "seal_broken"
    OPENED = "opened"
    NOT_PER_MANUAL = "not_per_manual"
    MISUSE = "misuse"
    UNFIT_SUPPLIES = "unfit_supplies"
    HUMAN_DAMAGE = "human_damage"
    FORCE_MAJEURE = "force_majeure"
    VOUCHER_MISMATCH = "voucher_mismatch"
    VOUCHER_ALTERED = "voucher_altered"


class EventKind(StrEnum):
    """What happened that asks for a decision."""

    FAULT_REPORTED = "fault_reported"
    COMPLAINT_RECEIVED = "complaint_received"
    QUESTION_ASKED = "question_asked"
    PRICE_ASKED = "price_asked"
    GOODS_RECEIVED = "goods_received"
    RETURN_REQUESTED = "return_requested"
    EXCHANGE_REQUESTED = "exchange_requested"
    DEFECT_APPLICATION_RECEIVED = "defect_application_received"


class Cause(StrEnum):
    """Why it failed, as far as is known."""

    PRODUCT_QUALITY = "product_quality"
    BATCH_FAULT = "batch_fault"
    TRANSIT = "transit"
    MISUSE = "misuse"
    HUMAN_DAMAGE = "human_damage"
    FORCE_MAJEURE = "force_majeure"
    UNKNOWN = "unknown"


class Area(StrEnum):
    """Inside the promised city or town area, or outside of it."""

    CITY = "city"
    COUNTY = "county"


class Reason(StrEnum):
    """Why a return is asked for."""

    UNUSABLE = "unusable"
    CANNOT_OPERATE = "cannot_operate"
    DISSATISFIED = "dissatisfied"
    INSISTS = "insists"


class Severity(StrEnum):
    """How bad it is for whoever runs the unit: it stands still or somebody is in danger, it works
    with limits, it works.
    """

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


class Claimant(StrEnum):
    """On whose behalf the event is decided."""

    CUSTOMER = "customer"
    DEALER = "dealer"


class Buyer(StrEnum):
    """Who bought it: the law protects whoever buys for the needs of daily life."""

    CONSUMER = "consumer"
    BUSINESS = "business"


class Category(StrEnum):
    """Kinds of goods as the national three-guarantees rules list them; `other` is in no list."""

    BICYCLE = "bicycle"
    COLOUR_TV = "colour_tv"
    BLACK_AND_WHITE_TV = "black_and_white_tv"
    FLAT_TV = "flat_tv"
    VIDEO_RECORDER = "video_recorder"
    CAMCORDER = "camcorder"
    RADIO_RECORDER = "radio_recorder"
    ELECTRONIC_ORGAN = "electronic_organ"
    REFRIGERATOR = "refrigerator"
    WASHING_MACHINE = "washing_machine"
    FAN = "fan"
    MICROWAVE = "microwave"
    VACUUM_CLEANER = "vacuum_cleaner"
    AIR_CONDITIONER = "air_conditioner"
    RANGE_HOOD = "range_hood"
    GAS_WATER_HEATER = "gas_water_heater"
    SEWING_MACHINE = "sewing_machine"
    CLOCK = "clock"
    MOTORCYCLE = "motorcycle"
    MICROCOMPUTER = "microcomputer"
    MOBILE_PHONE = "mobile_phone"
    FIXED_TELEPHONE = "fixed_telephone"
    AUDIO_VIDEO = "audio_video"
    FARM_MACHINE = "farm_machine"
    HOUSEHOLD_CAR = "household_car"
    OTHER = "other"


class LegalPart(StrEnum):
    """Parts that the law gives a period of their own."""

    MAIN = "main"
    BATTERY = "battery"
    EARPHONE = "earphone"
    CHARGER = "charger"


class CarFault(StrEnum):
    """Faults of a car for which it may be given back early: an assembly, or safety."""

    ASSEMBLY = "assembly"
    SAFETY = "safety"


class FactError(ValueError):
    """A fact that is missing or cannot be read. `field` is its path: asset.dates.accepted."""

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


# What only the law asks about: a contract's facts do without.
SALE_OF_ASSET = (
    "category",
    "buyer",
    "part",
    "repair_days",
    "replaced_on",
    "production_ended",
    "mileage_km",
    "distance_sale",
)
SALE_OF_EVENT = ("days_in_repair", "awaiting_parts", "car_fault")

# In which order problems are told: the contract's table, the parts of a row in their own order.
ORDER = {
    field: place
    for place, field in enumerate(
        (
            "id",
            "asset",
            "asset.component",
            "asset.dates",
            *(f"asset.dates.{name}" for name in DateName),
            "asset.price",
            "asset.tier",
            "asset.failed_repairs",
            "asset.exclusions",
            "asset.extra_months",
            *(f"asset.{name}" for name in SALE_OF_ASSET),
            "event",
            "event.kind",
            "event.at",
            "event.on_site_at",
            "event.cause",
            "event.place",
            "event.place.province",
            "event.place.area",
            "event.reason",
            "event.authorised",
            "event.quantity",
            "event.claimant",
            "event.severity",
            *(f"event.{name}" for name in SALE_OF_EVENT),
        )
    )
}


def in_order(problems: Iterable[FactError]) -> list[FactError]:
    """Problems in the order of the table."""
    return sorted(problems, key=lambda problem: ORDER[problem.field])


class Sale(NamedTuple):
    """What the law asks besides: the kind of goods, who bought them, how they have been used.

    part: the part that failed, where the law gives it a period of its own. repair_days: days spent
    in repair and waiting for it so far. replaced_on: when the unit was given in exchange.
    production_ended: last day on which the model was made. mileage_km: whole kilometres.
    distance_sale: bought by net, television, telephone or mail. days_in_repair: days that this
    repair has lasted, 24 hours each. awaiting_parts: it waits for parts of the maker.
    """

    category: Category | None = None
    buyer: Buyer | None = None
    part: LegalPart | None = None
    repair_days: int = 0
    replaced_on: date | None = None
    production_ended: date | None = None
    mileage_km: int | None = None
    distance_sale: bool = False
    days_in_repair: int = 0
    awaiting_parts: bool = False
    car_fault: CarFault | None = None


class Facts(NamedTuple):
    """One event on one asset. None means left out, but for the fields that have a default. A tuple,
    because each line makes one.

    at, on_site_at: aware instants. price: CNY, not negative. failed_repairs: repairs within
    warranty that did not hold, 0 or more. extra_months: by which the cover is longer with the
    provider's approval, 0 or more. quantity: units in one shipment, 1 or more. severity: None where
    nobody has said how bad it is.
    """

    id: str | None
    component: str
    dates: Mapping[DateName, date]
    price: Decimal | None
    tier: Tier | None
    failed_repairs: int
    exclusions: frozenset[Code]
    extra_months: int
    kind: EventKind
    at: datetime
    on_site_at: datetime | None
    cause: Cause
    province: str | None
    area: Area | None
    reason: Reason | None
    authorised: bool
    quantity: int
    claimant: Claimant
    sale: Sale | None = None
    severity: Severity | None = None
