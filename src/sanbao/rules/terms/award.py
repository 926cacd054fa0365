"""What a dealer has to show in a year for the service award."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sanbao.rules.terms.condition import ClauseId, Part

Figure = Annotated[Decimal, Field(gt=0, le=1)]


class Measured(StrEnum):
    """What is measured for each dealer and year."""

    COMPLAINTS = "complaints"
    SATISFACTION = "satisfaction"
    ORGANISATION = "organisation"
    FEEDBACK = "feedback"
    EXPOSURE = "exposure"


class Criterion(Part):
    """One condition of the award. below: the share has to be less; least: at least so much."""

    kind: Literal["criterion"]
    clause: ClauseId
    measured: Measured
    below: Figure | None = None
    least: Figure | None = None
