"""Duties over time: what follows an event, returns in a rhythm, holds for years, or is a share.

A promise answers one event on one asset and is decided with it; the terms here are owed without
anybody asking, and are raised by themselves.
"""

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sanbao.rules.facts import DateName
from sanbao.rules.span import Span
from sanbao.rules.terms.condition import ClauseId, Cover, Part, TimeToAct
from sanbao.rules.terms.promise import Deed, Party

Month = Annotated[int, Field(ge=1, le=12)]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]
EVERY_MONTH: tuple[int, ...] = tuple(range(1, 13))


class Each(StrEnum):
    """What a duty is owed for, each of them separately."""

    ASSET = "asset"
    CUSTOMER = "customer"
    DEALER = "dealer"
    AGREEMENT = "agreement"


class Runs(StrEnum):
    """How long a rhythm goes on, always within the agreement's own days.

    covered, outside: only while the asset's warranty of the whole unit runs, only afterwards.
    """

    IN_FORCE = "in_force"
    COVERED = "covered"
    OUTSIDE = "outside"


class After(StrEnum):
    """What a one-off duty follows. The dates in the life of an asset, and what happens later."""

    SOLD = "sold"
    DELIVERED = "delivered"
    COMMISSIONED = "commissioned"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    VISIT_AGREED = "visit_agreed"
    VISIT_SIGNED = "visit_signed"
    CASE_RESTORED = "case_restored"
    INSTALLATION_AGREED = "installation_agreed"
    SHEETS_RECEIVED = "sheets_received"
    PRODUCT_LAUNCHED = "product_launched"
    MAJOR_FAILURE = "major_failure"
    SUGGESTION_RECEIVED = "suggestion_received"


class Attendant(StrEnum):
    """Who takes part besides whoever does it."""

    DESIGN_ENGINEER = "design_engineer"


class Sanction(StrEnum):
    """What follows a miss by the clause."""

    LOANER = "loaner"
    DEDUCTION = "deduction"
    WAIVER = "waiver"
    BREACH = "breach"
    QUALITY_CASE = "quality_case"
    TERMINATION = "termination"


class OneOff(Part):
    """`by` owes `what` once after an event: within a time, or the time `before` an event ahead.

    before: counted back from the day of the event, that day not included; it never rolls.
    """

    kind: Literal["one_off"]
    clause: ClauseId
    what: Deed
    by: Party
    after: After
    within: TimeToAct | None = None
    before: TimeToAct | None = None
    roll: bool = True

    @model_validator(mode="after")
    def _one_time(self) -> "OneOff":
        if (self.within is None) == (self.before is None):
            raise PydanticCustomError("one_time", "needs either within or before")
        if self.before is not None and self.before.by_the_clock:
            raise PydanticCustomError("before_in_days", "is counted back in days, not in hours")
        return self

    @property
    def span(self) -> Span | None:
        """The time after the event, with its rule for days off."""
        return replace(self.within, roll=self.roll) if self.within else None


class Rhythm(Part):
    """`by` owes `what` again and again for `each`.

    every: counted from the date `start` of the asset, or from the first day of the agreement; the
    n-th time is due on the last day of n times the span, so that nothing adds up. months: in these
    months of every year instead, by their last day, or by `day`.
    opens_day: not before this day of the month. about_last_month: what is owed speaks of the month
    before (the sheets of November are handed in in December).
    taking_part: who has to take part (a design engineer in an inspection). tries: after so many
    vain attempts a call-back is given up; left out, after three.
    """

    kind: Literal["rhythm"]
    clause: ClauseId
    what: Deed
    by: Party
    each: Each
    every: Cover | None = None
    start: DateName | None = None
    months: tuple[Month, ...] = ()
    day: DayOfMonth | None = None
    opens_day: DayOfMonth | None = None
    about_last_month: bool = False
    runs: Runs = Runs.IN_FORCE
    roll: bool = True
    taking_part: tuple[Attendant, ...] = ()
    tries: Annotated[int, Field(ge=1, le=20)] | None = None

    @model_validator(mode="after")
    def _one_rhythm(self) -> "Rhythm":
        if (self.every is None) == (not self.months):
            raise PydanticCustomError("one_rhythm", "needs either every or months")
        if self.every is not None and self.each is Each.ASSET and self.start is None:
            raise PydanticCustomError("no_anchor", "needs the date that it counts from")
        if self.every is not None and self.every.by_the_clock:
            raise PydanticCustomError("every_in_days", "returns after days or months, not hours")
        if self.every is not None and self.every.amount == 0:
            raise PydanticCustomError("every_nothing", "cannot return after no time at all")
        if self.opens_day and self.day and self.opens_day > self.day:
            raise PydanticCustomError("opens_late", "opens after it is due")
        return self


class Upkeep(Part):
    """`by` keeps something up for `each`, all the time: from a date on, for a span or for good.

    start: a date of the asset; left out, the first day of the agreement. outlives: the span goes on
    when the agreement has ended (parts for 15 years of use); else it ends with it.
    """

    kind: Literal["upkeep"]
    clause: ClauseId
    what: Deed
    by: Party
    each: Each
    start: DateName | None = None
    span: Cover | None = None
    outlives: bool = False

    @model_validator(mode="after")
    def _outlives_for_a_span(self) -> "Upkeep":
        if self.outlives and self.span is None:
            raise PydanticCustomError("outlives_span", "goes on afterwards only for a span")
        return self


class Share(Part):
    """Of all that happens in a month at least a share has `what` done: 25 % of the repairs.

    least: more than 0, at most 1. day: day of the next month by which it is reached; left out, its
    last day.
    """

    kind: Literal["share"]
    clause: ClauseId
    what: Deed
    by: Party
    each: Each
    least: Annotated[Decimal, Field(gt=0, le=1)]
    of: Literal["repairs", "complaints"] = "repairs"
    day: DayOfMonth | None = None
    roll: bool = True


ANY: Literal["any"] = "any"


class Consequence(Part):
    """What follows when `if_missed` has been missed: once, so often in a row, or so often at all.

    if_missed: a promise, or `any`: whatever is owed over time. missed_by: whose misses count; left
    out, anybody's. in_a_row: each full number of times without a gap draws it once; what was done
    late or excused is a gap. times: each full number of misses at all, of the last `within` if that
    is stated. share: of the year's repair fund, for a deduction. amount: CNY. by: who owes it; left
    out, whoever owed what was missed.
    """

    kind: Literal["consequence"]
    clause: ClauseId
    if_missed: Deed | Literal["any"]
    what: Sanction
    missed_by: Party | None = None
    in_a_row: Annotated[int, Field(ge=1)] = 1
    times: Annotated[int, Field(ge=1)] | None = None
    within: Cover | None = None
    share: Annotated[Decimal, Field(gt=0, le=1)] | None = None
    amount: Annotated[Decimal, Field(ge=0)] | None = None
    by: Party | None = None

    @model_validator(mode="after")
    def _times_within(self) -> "Consequence":
        if self.within is not None and self.times is None:
            raise PydanticCustomError("times_within", "counts a number of times: needs times")
        return self
