"""Changing title, components, clauses, terms and blanks of a draft, one entry at a time."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import writable
from sanbao.apps.agreements.actions.titling import follow_title
from sanbao.apps.agreements.models import Version
from sanbao.apps.journal import actions as journal
from sanbao.rules import rewriting
from sanbao.rules.agreement import Document, parse
from sanbao.rules.component import component_added, component_changed, component_removed
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.renumbering import clause_renumbered
from sanbao.rules.source import TermsError, read
from sanbao.rules.written import Value

PARTS = ("title", "components", "clauses", "terms", "parameters")
LANGUAGES = ("zh", "en")
NO_STEP = Message("there is no such step")
STALE = Message(
    "somebody has changed this draft meanwhile: look at it as it is now, and change it again"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one entry of a part.

    step: change, add (behind `place`; None: as the last), remove, up or down. The title is one
    entry that can only be changed; components are neither moved nor given another code.
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
    if change.part == "title" and version.number == 1:
        follow_title(agreement, queries.document(version.source), document)
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
    if change.part in NAMED:
        return NAMED[change.part](source, change)
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
    raise TermsError(NO_STEP, field="step")


def title_changed(source: str, change: Edit) -> str:
    if change.step != "change":
        raise TermsError(NO_STEP, field="step")
    return rewriting.changed(source, ("title",), words_of(change))


def components_changed(source: str, change: Edit) -> str:
    code = str((change.value or {}).get("code", ""))
    if change.step == "add":
        return component_added(source, code, words_of(change))
    place = -1 if change.place is None else change.place
    if change.step == "change":
        return component_changed(source, place, code, words_of(change))
    if change.step == "remove":
        return component_removed(source, place)
    raise TermsError(NO_STEP, field="step")


NAMED = {"title": title_changed, "components": components_changed}


def words_of(change: Edit) -> dict[str, str]:
    """One thing in both languages. Raises TermsError at the one that is missing."""
    told = {lang: " ".join(str((change.value or {}).get(lang, "")).split()) for lang in LANGUAGES}
    for lang, words in told.items():
        if not words:
            raise TermsError(Message("is needed and missing"), field=lang)
    return told


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
    if part != change.part or part == "title":
        return rest if part == change.part else field
    place, _, inner = rest.partition(".")
    return inner if place.isdigit() or part == "components" else field
