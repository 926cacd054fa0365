"""The typed terms of an agreement: a new clause should need a new row, seldom a new kind."""

from typing import Annotated

from pydantic import Field

from sanbao.rules.terms.charge import Basis, Charge, Item, Payer
from sanbao.rules.terms.condition import Condition, Standing, Window
from sanbao.rules.terms.cover import Exclusion, Warranty
from sanbao.rules.terms.promise import Deed, Guidance, Party, Promise
from sanbao.rules.terms.remedy import Depreciation, Relief, Remedy

Term = Annotated[
    Warranty | Exclusion | Charge | Promise | Guidance | Remedy, Field(discriminator="kind")
]

__all__ = [
    "Basis",
    "Charge",
    "Condition",
    "Deed",
    "Depreciation",
    "Exclusion",
    "Guidance",
    "Item",
    "Party",
    "Payer",
    "Promise",
    "Relief",
    "Remedy",
    "Standing",
    "Term",
    "Warranty",
    "Window",
]
