"""What a service organisation has at least: its head, its trained people, its equipment."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sanbao.rules.terms.condition import ClauseId, Cover, Part
from sanbao.rules.terms.promise import Party


class Gear(StrEnum):
    """What repairs are made with."""

    PHONE = "phone"
    VEHICLE = "vehicle"
    TOOLS = "tools"
    INSTRUMENTS = "instruments"
    STORE = "store"
    COMPUTER = "computer"


class Per(StrEnum):
    """What the number of staff is asked for: once, for each station, for each unit sold."""

    DEALER = "dealer"
    STATION = "station"
    UNIT = "unit"


class Organisation(Part):
    """What `by` keeps for service; the upkeep of the same clause lapses when it is not kept.

    head: one person is named head of repair. staff: so many named repair staff at least, for each
    `per`. qualified: they hold a certificate or have passed a training of the provider. equipment:
    each kind at least once. told_within: how long after a change of staff the provider is told.
    """

    kind: Literal["organisation"]
    clause: ClauseId
    by: Party
    head: bool = False
    staff: Annotated[int, Field(ge=1, le=99)]
    per: Per = Per.DEALER
    qualified: bool = False
    equipment: frozenset[Gear] = frozenset()
    told_within: Cover | None = None
