"""Changing the clauses, terms and blanks of a draft, one entry at a time."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import writable
from sanbao.apps.agreements.models import Version
from sanbao.apps.journal import actions as journal
from sanbao.rules import rewriting
from sanbao.rules.agreement import Document, parse
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.renumbering import clause_renumbered
from sanbao.rules.source import TermsError, read
from sanbao.rules.written import Value

PARTS = ("clauses", "terms", "parameters")
STALE = Message(
    "somebody has changed this draft meanwhile: look at it as it is now, and change it again"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one entry. part: clauses, terms or parameters.

    step: change, add (behind `place`; None: as the last), remove, up or down.
    """

    part: str
    step: str
    place: int | None = None
    value: Mapping[str, Value] | None = None


@transaction.atomic
def edit(version: Version, change: Edit, *, token: str, by: User, at: datetime) -> Version:
    """Make one change of a draft, and touch nothing else of its text.

    token: of the draft as the writer saw it (`queries.token`). Raises Refused, naming the field of
    the entry, for what would make no agreement, and for a draft that has changed meanwhile.
    """
    agreement = writable(version)
    if token != queries.token(version):
        raise Refused(STALE)
    try:
        source = changed(version.source, change)
        document = parse(source)
    except TermsError as error:
        raise Refused(error.message, field=below(error.field, change)) from None
    rewrite(version, source, document)
    journal.record(
        "agreement.edited",
        agreement.code,
        provider=agreement.provider_id,
        at=at,
        by=by,
        details={
            "version": version.number,
            "part": change.part,
            "step": change.step,
            "place": change.place,
            "digest": hashlib.sha256(source.encode()).hexdigest()[:16],
        },
    )
    return version


def rewrite(version: Version, source: str, document: Document) -> None:
    """Another text for a draft. Its blanks keep what still fits; new ones start as usual."""
    before = {asked.name for asked in queries.document(version.source).parameters}
    usual = queries.usual(document)
    blanks = {}
    for asked in document.parameters:
        value = version.blanks.get(asked.name, "")
        if asked.name not in before:
            value = usual.get(asked.name, "")
        try:
            blanks[asked.name] = asked.checked(value) if value else ""
        except TermsError:
            blanks[asked.name] = ""
    version.source = source
    version.blanks = {name: value for name, value in blanks.items() if value}
    version.save(update_fields=["source", "blanks"])


def changed(source: str, change: Edit) -> str:
    """The text after a change. Raises TermsError for a place that is not there."""
    if change.part not in PARTS:
        raise TermsError(Message("there is no such place"), field=change.part)
    if change.step == "add":
        return rewriting.added(source, change.part, change.value or {}, after=change.place)
    if change.place is None or change.place < 0:
        raise TermsError(Message("there is no such place"), field=change.part)
    if change.step == "change":
        return entry_changed(source, change.part, change.place, change.value or {})
    if change.step == "remove":
        return rewriting.removed(source, change.part, change.place)
    if change.step in ("up", "down"):
        return moved(source, change.part, change.place, change.step)
    raise TermsError(Message("there is no such step"), field="step")


def moved(source: str, part: str, place: int, step: str) -> str:
    """An entry before or behind its neighbour; a term before or behind the next one of its kind.

    Only among terms of one kind does the order say which counts first.
    """
    entries: Any = read(source).value
    rows = entries.get(part) or []
    if place >= len(rows):
        raise TermsError(Message("there is no such place"), field=part)
    others = range(place - 1, -1, -1) if step == "up" else range(place + 1, len(rows))
    alike = [at for at in others if part != "terms" or rows[at]["kind"] == rows[place]["kind"]]
    if not alike:
        raise TermsError(Message("there is no such place"), field=part)
    return rewriting.moved(source, part, place, alike[0])


def entry_changed(source: str, part: str, place: int, value: Mapping[str, Value]) -> str:
    """A clause that gets another number keeps it wherever it is named."""
    if part == "clauses" and (number := value.get("id")):
        source = clause_renumbered(source, place, str(number))
    return rewriting.changed(source, (part, place), value)


def below(field: str, change: Edit) -> str:
    """The field of the entry that is to blame: terms.3.when.area is when.area of the fourth."""
    part, _, rest = field.partition(".")
    place, _, inner = rest.partition(".")
    is_own = part == change.part and place.isdigit()
    return inner if is_own else field
