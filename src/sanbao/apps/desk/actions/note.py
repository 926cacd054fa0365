"""What is added to a case on the way: notes, further reports, and things that were done."""

from datetime import datetime, timedelta

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.desk.actions.move import lock
from sanbao.apps.desk.models import Case, CaseState
from sanbao.apps.journal import actions as journal
from sanbao.apps.journal import queries as happened
from sanbao.apps.obligations import actions as obligations
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

A_MINUTE = timedelta(minutes=1)
# Kept by what the apps themselves see happen; nobody states them by hand.
SEEN_TO_HAPPEN = frozenset({"dispatched", "on_site", "resolved"})


@transaction.atomic
def add_note(case: Case, text: str, *, by: User | None, at: datetime) -> Case:
    """Words for the file of the case, for instance a further call about the same fault."""
    case = lock(case)
    if not text.strip():
        raise Refused(Message("the note is empty"), field="text")
    if case.state in (CaseState.CLOSED, CaseState.CANCELLED):
        raise Refused(Message("the case is closed; open a new one"))
    if has_just_been_noted(case, text.strip(), by=by, at=at):
        return case
    journal.record(
        "case.noted",
        case.code,
        provider=case.provider_id,
        at=at,
        by=by,
        details={"text": text.strip()},
    )
    return case


def has_just_been_noted(case: Case, text: str, *, by: User | None, at: datetime) -> bool:
    """A double click: the same words by the same person within a minute are one note."""
    last = happened.history(case.provider_id, ("case", case.code)).last()
    return (
        last is not None
        and (last.happening, last.details.get("text"), last.by) == ("case.noted", text, by)
        and at - last.at < A_MINUTE
    )


@transaction.atomic
def done(case: Case, what: str, *, note: str, by: User, at: datetime) -> Case:
    """Somebody states that a promise has been kept: answered, a plan given, replaced."""
    case = lock(case)
    if what in SEEN_TO_HAPPEN:
        raise Refused(Message("this is kept by the work itself, not by a statement"))
    if not note.strip():
        raise Refused(Message("say what was done or answered"), field="note")
    obligations.happened(case.provider_id, ("case", case.code), what, at=at, by=by)
    journal.record(
        "case.promise_kept",
        case.code,
        provider=case.provider_id,
        at=at,
        by=by,
        details={"what": what, "text": note.strip()},
    )
    return case
