"""The form of a decision, and the same as JSON values (`contracts`: field by field).

Its parts are tuples, because each line of facts makes several.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple

from sanbao.rules.agreement import LAW, Clause
from sanbao.rules.choice import ChargeLine, Consequence, Owed, RemedyLine
from sanbao.rules.deadline import CHINA_TIME, china_day, due_at, due_day
from sanbao.rules.message import Message
from sanbao.rules.span import Span, Unit

Translate = Callable[[Message], str]


class WarrantyLine(NamedTuple):
    """How the asset stands towards its warranty at the event.

    starts_on: date of the starting event; ends_on: the last covered day; both None, like clause,
    where the agreement promises no period. covered: in period and not excluded.
    why: sentences for a person.
    """

    covered: bool
    in_period: bool
    component: str
    starts_on: date | None
    ends_on: date | None
    clause: str | None
    why: tuple[Message, ...]


class Duty(NamedTuple):
    """What is owed by when.

    span: how long it may take, so that it can be counted again with pauses. starts_at: the event
    that starts it; None until a later event, named by `after`, is known. due: an aware instant
    where hours count; a date that ends at 24:00 where days count; None while it has not started.
    """

    what: str
    by: str
    clause: str
    span: Span | None
    starts_at: datetime | None
    after: str | None
    due: datetime | date | None
    consequence: tuple[Consequence, ...] = ()


def started(owed: Owed, at: datetime, on_site_at: datetime | None) -> Duty:
    """A promise with its clock: from the event, or from the arrival where it counts from that."""
    starts_at = on_site_at if owed.after else at
    return Duty(
        owed.what,
        owed.by,
        owed.clause,
        owed.span,
        starts_at,
        owed.after,
        None if starts_at is None else _due_of(owed, starts_at),
        owed.consequence,
    )


def _due_of(owed: Owed, start: datetime) -> datetime | date:
    """An instant where hours count, a date that ends at 24:00 where days count."""
    if owed.lasts is not None:
        return start + owed.lasts
    if owed.span.unit is Unit.WORKING_HOURS:
        return due_at(owed.span, start)
    return _kept_due_day(owed.span, china_day(start))


@lru_cache(maxsize=65_536)
def _kept_due_day(span: Span, start: date) -> date:
    return due_day(span, datetime.combine(start, time(), CHINA_TIME))


class Decision(NamedTuple):
    """The answer to one event. clauses: all that took part. provisional: a working day of a
    year that has no notice yet was counted."""

    id: str | None
    warranty: WarrantyLine
    charges: tuple[ChargeLine, ...]
    obligations: tuple[Duty, ...]
    remedies: tuple[RemedyLine, ...]
    clauses: tuple[Clause, ...]
    provisional: bool

    def as_json(self, lang: str = "zh", *, translate: Translate = str) -> dict[str, object]:
        """The decision as JSON values. `translate` says the reasons in `lang`."""
        answer: dict[str, object] = {
            "id": self.id,
            "warranty": _warranty(self.warranty, lang, translate),
            "charges": [
                {
                    "item": line.item,
                    "payer": line.payer,
                    "basis": line.basis,
                    "clause": line.clause,
                }
                for line in self.charges
            ],
            "obligations": [_duty(duty) for duty in self.obligations],
            "remedies": [
                {
                    "what": line.what,
                    "when": line.when,
                    "fee": None if line.fee is None else str(line.fee),
                    "clause": line.clause,
                }
                for line in self.remedies
            ],
            "clauses": [_clause(clause, lang) for clause in self.clauses],
        }
        if self.provisional:
            answer["calendar"] = "provisional"
        return answer


def _clause(clause: Clause, lang: str) -> dict[str, object]:
    """Number and words; an article of the law is marked as such."""
    if clause.area == LAW:
        return {"id": clause.id, "text": clause.text(lang), "law": True}
    return {"id": clause.id, "text": clause.text(lang)}


def _warranty(line: WarrantyLine, lang: str, translate: Translate) -> dict[str, object]:
    return {
        "covered": line.covered,
        "in_period": line.in_period,
        "component": line.component,
        "starts_on": _day(line.starts_on),
        "ends_on": _day(line.ends_on),
        "clause": line.clause,
        "why": (" " if lang == "en" else "").join([translate(message) for message in line.why]),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _duty(duty: Duty) -> dict[str, object]:
    answer: dict[str, object] = {
        "what": duty.what,
        "by": duty.by,
        "due": _due(duty.due),
        "clause": duty.clause,
    }
    if duty.due is None and duty.after is not None and duty.span is not None:
        answer["after"] = duty.after
        answer["within"] = duty.span.iso
    return answer


def _due(due: datetime | date | None) -> str | None:
    """An instant with China's offset, or a date."""
    if isinstance(due, datetime):
        return due.astimezone(CHINA_TIME).isoformat()
    return _day(due)
