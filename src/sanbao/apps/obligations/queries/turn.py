"""How a due time came about, line by line, as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.apps.accounts.wording import said
from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.apps.obligations.queries.replay import line_of
from sanbao.apps.obligations.queries.time_left import due_words
from sanbao.apps.obligations.queries.words import span_words
from sanbao.rules import replay as rules
from sanbao.rules.obligation import PAUSE_REASONS, Kind
from sanbao.rules.replay import trail
from sanbao.rules.warning import TOLD

KINDS: Mapping[Kind, Promise] = {
    Kind.RAISED: gettext_lazy("promise raised"),
    Kind.STARTED: gettext_lazy("clock started"),
    Kind.PAUSED: gettext_lazy("clock paused"),
    Kind.RESUMED: gettext_lazy("clock runs again"),
    Kind.CHANGED: gettext_lazy("time allowed changed"),
    Kind.MET: gettext_lazy("done"),
    Kind.MISSED: gettext_lazy("not done when it fell due"),
    Kind.EXCUSED: gettext_lazy("excused"),
    Kind.CANCELLED: gettext_lazy("cancelled"),
    Kind.LAPSED: gettext_lazy("not kept up any more"),
    Kind.RESTORED: gettext_lazy("kept up again"),
    Kind.MEASURED: gettext_lazy("counted"),
    Kind.WARNED: gettext_lazy("warned of"),
    Kind.ESCALATED: gettext_lazy("told higher up"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the log in words, and the due time once it was written.

    due: "" before the clock has started. moved: whether this line set or moved it.
    """

    line: LogLine
    words: str
    because: str
    due: str
    moved: bool


def turns_of(obligation: Obligation, *, zone: str) -> list[Turn]:
    """The log in the order in which it was written, each line with what it did."""
    rows = list(obligation.log.select_related("by"))
    turns = trail([line_of(row) for row in rows], roll=obligation.roll)
    shown: list[Turn] = []
    before = ""
    for row, turn in zip(rows, turns, strict=True):
        due = due_words(turn.standing.due_at, zone)
        shown.append(Turn(row, str(KINDS[turn.line.kind]), because(row, turn), due, due != before))
        before = due
    return shown


def because(row: LogLine, turn: rules.Turn) -> str:
    """Why: the time allowed, the reason from the list with its note, or the words given."""
    if turn.line.kind in (Kind.RAISED, Kind.CHANGED):
        return joined(_("time allowed: %(span)s") % {"span": span_words(turn.span)}, row.note)
    if turn.line.kind is Kind.PAUSED and row.reason in PAUSE_REASONS:
        return joined(said(PAUSE_REASONS[row.reason]), row.note)
    if turn.line.kind is Kind.WARNED:
        return _("%(share)s %% of the time allowed is used up") % {"share": row.reason}
    if turn.line.kind is Kind.ESCALATED:
        told = said(TOLD[row.note]) if row.note in TOLD else row.note
        return _("step %(level)s: %(told)s") % {"level": row.reason, "told": told}
    # Reasons that the system gives are written down in English and said in the reader's language.
    return joined(_(row.reason) if row.reason else "", row.note)


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
