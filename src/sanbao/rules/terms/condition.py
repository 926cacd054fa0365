"""When a term applies: what it may ask about an event, in the words of the facts."""

from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from sanbao.rules.facts import (
    Area,
    Cause,
    Claimant,
    Code,
    DateName,
    EventKind,
    Reason,
    Severity,
    Tier,
)
from sanbao.rules.span import Span

T = TypeVar("T")


class Part(BaseModel):
    """A piece of an agreement: frozen, and no key that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _span(written: object) -> object:
    return Span.parse(written) if isinstance(written, str) else written


def _cover(written: object) -> object:
    """Cover ends on its calendar day: it never rolls."""
    span = Span.parse(written, roll=False) if isinstance(written, str) else written
    if isinstance(span, Span) and span.by_the_clock:
        raise PydanticCustomError("by_the_clock", "counts in days, months or years")
    return span


# A span in an agreement is written as `Span.iso` writes it: P18M, P3WD, PT24H.
TimeToAct = Annotated[Span, BeforeValidator(_span)]
Cover = Annotated[Span, BeforeValidator(_cover)]
ClauseId = Annotated[str, Field(min_length=1, max_length=20)]


class Standing(StrEnum):
    """Where an asset stands towards its warranty at the event.

    outside: before or after the period, or there is none. excluded: in the period, but a cause
    or a code takes it out. covered: in the period and not excluded.
    """

    COVERED = "covered"
    EXCLUDED = "excluded"
    OUTSIDE = "outside"


class Window(Part):
    """The days of a span from a date of the asset on, first and last day included."""

    start: DateName
    span: Cover


class Condition(Part):
    """All that is stated must hold; what is not stated does not matter.

    causes, except_causes, codes, except_codes: one of, none of those in play. Where no term of the
    agreement names them, `batch_fault`, `transit` and `unknown` count as `product_quality`, and
    `misuse` as `human_damage`.
    severities: one of; while nobody has said how bad it is, it does not hold.
    provinces, except_provinces: short names. failed_repairs_from, quantity_from: that many or more.
    within, beyond: inside a window, after its last day.
    past, running: clauses of warranty terms whose period is over, is not over yet.
    """

    standing: frozenset[Standing] | None = None
    components: frozenset[str] | None = None
    causes: frozenset[Cause] | None = None
    except_causes: frozenset[Cause] | None = None
    codes: frozenset[Code] | None = None
    except_codes: frozenset[Code] | None = None
    claimant: Claimant | None = None
    tier: Tier | None = None
    area: Area | None = None
    provinces: frozenset[str] | None = None
    except_provinces: frozenset[str] | None = None
    reasons: frozenset[Reason] | None = None
    severities: frozenset[Severity] | None = None
    failed_repairs_from: Annotated[int, Field(ge=1)] | None = None
    quantity_from: Annotated[int, Field(ge=1)] | None = None
    authorised: bool | None = None
    within: Window | None = None
    beyond: Window | None = None
    past: ClauseId | None = None
    running: ClauseId | None = None


Events = Annotated[frozenset[EventKind], Field(min_length=1)]
REPAIRS = frozenset({EventKind.FAULT_REPORTED, EventKind.GOODS_RECEIVED})
