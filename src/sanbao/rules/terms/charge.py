"""Who pays for what, at which price."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sanbao.rules.terms.condition import REPAIRS, ClauseId, Condition, Events, Part


class Item(StrEnum):
    """What a repair costs money for."""

    PARTS = "parts"
    LABOUR = "labour"
    TRAVEL = "travel"
    FREIGHT = "freight"


class Payer(StrEnum):
    """Who bears a cost. `claimant` in an agreement means whoever the event is decided for."""

    PROVIDER = "provider"
    DEALER = "dealer"
    CUSTOMER = "customer"
    CLAIMANT = "claimant"


class Basis(StrEnum):
    """At which price."""

    FREE = "free"
    COST = "cost"
    PRICE_LIST = "price_list"
    TENDER_LIST = "tender_list"
    FAVOURABLE = "favourable"
    QUOTE = "quote"


class Charge(Part):
    """Items, their payer and their price basis, when the condition holds.

    Of several charges of one item that hold, the first counts, unless it is `apart`: then it is
    listed besides (P7's shell and packing, whose price is asked although the unit is covered).
    also: further clauses that the charge rests on; they are named in the explanation.
    rate: CNY for one unit, where the agreement itself names the price; no list is asked then.
    """

    kind: Literal["charge"]
    clause: ClauseId
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    payer: Payer
    basis: Basis
    events: Events = REPAIRS
    when: Condition = Condition()
    apart: bool = False
    also: tuple[ClauseId, ...] = ()
    rate: Annotated[Decimal, Field(ge=0)] | None = None
