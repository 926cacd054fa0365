"""How a dealer's repair fees are settled: fund, fee, deductions, disputes, the way."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sanbao.rules.terms.condition import ClauseId, Cover, Part

Money = Annotated[Decimal, Field(ge=0)]


class FeePer(StrEnum):
    """What a fee is paid for."""

    SHEET = "sheet"
    UNIT = "unit"


class Deducted(StrEnum):
    """What is deducted from the year's repair fund, besides what misses and false items draw."""

    RETURNED_UNIT = "returned_unit"
    COMPLAINT_SLIGHT = "complaint_slight"
    COMPLAINT_SERIOUS = "complaint_serious"
    COMPLAINT_GRAVE = "complaint_grave"


class Way(StrEnum):
    """How it is settled and paid."""

    TRUE_UP = "true_up"
    TWO_APPROVALS = "two_approvals"
    NAMED_ACCOUNT = "named_account"
    EARMARKED = "earmarked"
    MATERIAL_CREDIT = "material_credit"


class Fund(Part):
    """A share of the year's settled sales, more than 0, is the dealer's repair fund."""

    kind: Literal["fund"]
    clause: ClauseId
    share: Annotated[Decimal, Field(gt=0, le=1)]


class Fee(Part):
    """What a verified sheet is paid: what is allowed on it, or `amount`, CNY, for the unit."""

    kind: Literal["fee"]
    clause: ClauseId
    per: FeePer
    amount: Money | None = None

    @model_validator(mode="after")
    def _amount_of_a_unit(self) -> "Fee":
        if (self.per is FeePer.UNIT) != (self.amount is not None):
            raise PydanticCustomError("unit_amount", "needs an amount for a unit, and only then")
        return self


class Deduction(Part):
    """`amount`, CNY, for each of `what`."""

    kind: Literal["deduction"]
    clause: ClauseId
    what: Deducted
    amount: Money


class Dispute(Part):
    """Within which time after a statement its fees may be disputed; later ones are not accepted."""

    kind: Literal["dispute"]
    clause: ClauseId
    within: Cover


class Settling(Part):
    """A rule of the way from the statement to the bank account."""

    kind: Literal["settling"]
    clause: ClauseId
    what: Way
