"""What owes a spare unit, and the forms that go with it."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import File

HANDOVER = "loan-handover"
RETURN = "loan-return"
LOANER = "loaner"
RETURNED = "loaner_returned"


@dataclass(frozen=True, slots=True)
class Claim:
    """The clause by which a spare unit is owed for a case. obligation_id: where it is drawn
    already; None where it may be asked for.
    """

    clause: str
    obligation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs for the unit, and how."""

    signer_name: str
    image: "File[Any] | None"
