"""The typed terms of an agreement: a new clause should need a new row, seldom a new kind."""

from typing import Annotated

from pydantic import Field

from sanbao.rules.terms.award import Criterion, Measured
from sanbao.rules.terms.charge import Basis, Charge, Item, Payer
from sanbao.rules.terms.condition import Condition, Standing, Window
from sanbao.rules.terms.cover import Exclusion, Extension, Warranty
from sanbao.rules.terms.duty import (
    After,
    Consequence,
    Each,
    OneOff,
    Rhythm,
    Runs,
    Sanction,
    Share,
    Upkeep,
)
from sanbao.rules.terms.formality import Formality, Role
from sanbao.rules.terms.organisation import Gear, Organisation, Per
from sanbao.rules.terms.promise import Deed, Guidance, Party, Promise
from sanbao.rules.terms.remedy import Depreciation, Relief, Remedy
from sanbao.rules.terms.settlement import (
    Deducted,
    Deduction,
    Dispute,
    Fee,
    FeePer,
    Fund,
    Settling,
    Way,
)
from sanbao.rules.terms.sheet import CostlyWork, Falsehood, SheetNeeds, Verification
from sanbao.rules.terms.statute import Statute

# Terms that a decision asks about one event.
Conditional = Charge | Promise | Guidance | Remedy
# Terms that raise what is owed by themselves.
Lasting = OneOff | Rhythm | Upkeep | Share

Term = Annotated[
    Warranty
    | Exclusion
    | Charge
    | Promise
    | Guidance
    | Remedy
    | OneOff
    | Rhythm
    | Upkeep
    | Share
    | Consequence
    | Statute
    | Extension
    | Formality
    | Fund
    | Fee
    | Deduction
    | Dispute
    | Settling
    | Organisation
    | Criterion
    | SheetNeeds
    | Verification
    | CostlyWork
    | Falsehood,
    Field(discriminator="kind"),
]

__all__ = [
    "After",
    "Basis",
    "Charge",
    "Condition",
    "Conditional",
    "Consequence",
    "CostlyWork",
    "Criterion",
    "Deducted",
    "Deduction",
    "Deed",
    "Depreciation",
    "Dispute",
    "Each",
    "Exclusion",
    "Extension",
    "Falsehood",
    "Fee",
    "FeePer",
    "Formality",
    "Fund",
    "Gear",
    "Guidance",
    "Item",
    "Lasting",
    "Measured",
    "OneOff",
    "Organisation",
    "Party",
    "Payer",
    "Per",
    "Promise",
    "Relief",
    "Remedy",
    "Rhythm",
    "Role",
    "Runs",
    "Sanction",
    "Settling",
    "Share",
    "SheetNeeds",
    "Standing",
    "Statute",
    "Term",
    "Upkeep",
    "Verification",
    "Warranty",
    "Way",
    "Window",
]
