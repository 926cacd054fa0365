"""The two follow-ups: the dealer's first confirms the sheet, the provider's second checks it."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.claims.actions.row import advance, facts_of, lock, say
from sanbao.apps.claims.facts import Called
from sanbao.apps.claims.models import Sheet, SheetCheck
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.sheet import MOVES, Step


@transaction.atomic
def confirm(sheet: Sheet, called: Called, *, by: User, at: datetime) -> Sheet:
    """The dealer's first follow-up (P2-7.2.1). Whoever repaired it does not make it; a customer who
    was not reached, or says something else, leaves the sheet as it was.
    """
    sheet = lock(sheet)
    facts, was = facts_of(sheet, by=by), sheet.state
    if (no := MOVES.blocked(was, Step.CONFIRM, facts)) is not None:
        raise Refused(no.reason, clause=no.clause)
    note_down(sheet, called, place=1, by=by, at=at)
    if called.is_true:
        sheet.confirmer, sheet.confirmed_at, sheet.confirmed_by = str(by)[:60], at, by
        advance(sheet, Step.CONFIRM, facts, "confirmer", "confirmed_at", "confirmed_by")
    say("sheet.confirmed" if called.is_true else "sheet.called", sheet, by=by, at=at, was=was)
    return sheet


@transaction.atomic
def check(sheet: Sheet, called: Called, *, by: User, at: datetime) -> Sheet:
    """The provider's second follow-up (P2-7.2.3), by neither the repairer nor the confirmer."""
    sheet = lock(sheet)
    sheet.checked_at, sheet.checked_by = at, by
    was = advance(sheet, Step.CHECK, facts_of(sheet, by=by), "checked_at", "checked_by")
    note_down(sheet, called, place=2, by=by, at=at)
    say("sheet.checked", sheet, by=by, at=at, was=was, is_true=called.is_true, note=called.note)
    return sheet


def note_down(sheet: Sheet, called: Called, *, place: int, by: User, at: datetime) -> SheetCheck:
    if called.is_reached and called.is_true is None:
        raise Refused(Message("say whether the sheet is true"), field="is_true")
    if called.is_true is False and not called.note.strip():
        raise Refused(Message("say what the customer said"), field="note")
    return SheetCheck.objects.create(
        sheet=sheet,
        round=place,
        is_reached=called.is_reached,
        is_true=called.is_true if called.is_reached else None,
        note=called.note.strip()[:400],
        checked_at=at,
        checked_by=by,
    )
