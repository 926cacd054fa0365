"""Names of what is shipped: the qualifications that every company knows, the evidence form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File

from sanbao.rules.message import Message

SERVICE = "service"
DESIGN = "design"
# Known before a company has any row of its own.
KNOWN: Mapping[str, Message] = {
    SERVICE: Message("service certificate"),
    DESIGN: Message("design engineer"),
}
# Before a certificate ends its holder and the managers are told, unless its kind says otherwise.
REMIND_DAYS = (60, 14)
ATTENDANCE = "training-attendance"
TRAINED = "trained"
# The longest time ahead that a list of what ends soon looks.
SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Signing:
    """Who held the session and signs for it, and how."""

    signer_name: str
    image: "File[Any] | None"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one who had signed up. mark: of 100, None where there is no test."""

    is_present: bool
    mark: int | None = None


def answers_of(*, whole_syllabus: bool, remarks: str) -> dict[str, str]:
    """What the form of attendance is told besides the names; a gap in the syllabus is explained."""
    if whole_syllabus:
        return {"syllabus": "yes", "remarks": remarks}
    return {"syllabus": "no", "remarks": remarks, "syllabus_note": remarks or "—"}
