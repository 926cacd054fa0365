"""What owes a spare unit, and the forms that go with it; where parts lie."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import File

from sanbao.apps.accounts.access import User
from sanbao.apps.parties.queries import Station

HANDOVER = "loan-handover"
RETURN = "loan-return"
LOANER = "loaner"
RETURNED = "loaner_returned"
STATION, VAN = "station", "van"


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


@dataclass(frozen=True, slots=True)
class Where:
    """Where parts lie, whether anything does yet: a station's store, or an engineer's van."""

    station: Station | None = None
    engineer: User | None = None

    @property
    def provider_id(self) -> int:
        return (self.station or self.owner).provider_id

    @property
    def owner(self) -> User:
        if self.engineer is None:
            raise ValueError("a place is a station's or an engineer's")
        return self.engineer

    @property
    def kind(self) -> str:
        return VAN if self.station is None else STATION

    @property
    def code(self) -> str:
        """The number of the station, the user name of the engineer."""
        return self.owner.username if self.station is None else self.station.code

    @property
    def address(self) -> tuple[str, str]:
        return self.kind, self.code

    @property
    def name(self) -> str:
        return f"{self.station or self.owner}"


def van_of(engineer: User) -> Where:
    return Where(engineer=engineer)
