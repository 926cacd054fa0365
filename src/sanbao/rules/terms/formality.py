"""What the paper itself asks for before it binds: seals, copies, roles, a main agreement."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sanbao.rules.terms.condition import ClauseId, Cover, Part
from sanbao.rules.terms.promise import Party


class Role(StrEnum):
    """Who does what about an agreement on our side (P5-4)."""

    SIGNS = "signs"
    EXECUTES = "executes"
    SUPERVISES = "supervises"


class Formality(Part):
    """Nothing is owed to the other side by it; it keeps the agreement from coming into force.

    copies: how many are made, each with a holder. sealed: both sides seal, besides signing.
    identified: sides whose signer gives the number of an ID card. roles: to be named on our side.
    with_main: in force together with a main agreement, and ended with it. court: whose seat names
    the court. liable: jointly liable persons are on record. valid: how long from signing on.
    """

    kind: Literal["formality"]
    clause: ClauseId
    copies: Annotated[int, Field(ge=1, le=20)] | None = None
    sealed: bool = False
    identified: frozenset[Party] = frozenset()
    roles: tuple[Role, ...] = ()
    with_main: bool = False
    court: Literal[Party.PROVIDER] | None = None
    liable: bool = False
    valid: Cover | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> "Formality":
        if not self.model_fields_set - {"kind", "clause"}:
            raise PydanticCustomError("asks_nothing", "needs something that it asks for")
        return self
