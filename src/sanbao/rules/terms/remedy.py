"""What the claimant may have, or what is done instead."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sanbao.rules.facts import DateName
from sanbao.rules.terms.condition import ClauseId, Condition, Events, Part


class Relief(StrEnum):
    """The remedies of the trade."""

    REPAIR = "repair"
    EXCHANGE = "exchange"
    REFUND = "refund"
    LOANER = "loaner"
    TRAINING = "training"
    EXPLANATION = "explanation"
    MANAGEMENT_DECISION = "management_decision"
    RETURN_TO_SENDER = "return_to_sender"
    HAND_TO_SALES = "hand_to_sales"


class Depreciation(Part):
    """A fee for use: days since a date x daily rate x price, never more than the price."""

    daily_rate: Annotated[Decimal, Field(gt=0, le=1)]
    since: DateName


class Remedy(Part):
    """`what` is due when the condition holds; of several of one kind the first counts.

    if_missed: due only once that promise has been missed; else now.
    fee: free, a depreciation, or not priced yet. refuses: a right not to take the matter up, so
    the times promised for it are not owed.
    """

    kind: Literal["remedy"]
    clause: ClauseId
    what: Relief
    if_missed: str | None = None
    fee: Literal["free", "not_priced"] | Depreciation = "free"
    refuses: bool = False
    events: Events
    when: Condition = Condition()
