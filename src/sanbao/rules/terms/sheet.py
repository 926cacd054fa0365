"""What is asked of a dealer's repair sheets, how many are checked, and what a false item costs."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from sanbao.rules.sheet import Ask
from sanbao.rules.terms.condition import ClauseId, Part


class SheetNeeds(Part):
    """A repair sheet counts only with these; without them it goes back and is not paid."""

    kind: Literal["sheet"]
    clause: ClauseId
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]


class Verification(Part):
    """The provider calls about a part of the month's sheets before he pays (P2-7.2.3, P7-5.5).

    percent: of the sheets of each dealer and size of amount, at least. at_risk: of the others with
    a sign of risk besides.
    """

    kind: Literal["verification"]
    clause: ClauseId
    percent: Annotated[Decimal, Field(gt=0, le=100)]
    at_risk: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)


class Falsehood(Part):
    """A false item costs so many times its amount (P2-10.2)."""

    kind: Literal["falsehood"]
    clause: ClauseId
    times: Annotated[Decimal, Field(gt=0, le=100)]


class CostlyWork(Part):
    """Work that costs more than `above`, in CNY, needs the provider's word before it is done."""

    kind: Literal["costly_work"]
    clause: ClauseId
    above: Annotated[Decimal, Field(ge=0)]
