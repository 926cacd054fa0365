"""What the steps of a sheet share: its row held, its facts, its entries in the journal."""

from datetime import datetime
from typing import Any

from django.db import connection

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.claims import queries
from sanbao.apps.claims.models import Sheet, SheetCheck
from sanbao.apps.journal import actions as journal
from sanbao.rules.deadline import china_day
from sanbao.rules.sheet import MOVES, Facts, Step
from sanbao.rules.terms import Verification
from sanbao.rules.verification import costly, verification

row = held(Sheet, "provider", "dealer", "version__agreement", "asset", "authorisation")


def lock(sheet: Sheet) -> Sheet:
    """The sheet as it stands now, held until the transaction ends. A run that settles sheets, which
    adds rows beside them, is waited for before anything is read, and waits for us.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE claims_sheet IN ROW EXCLUSIVE MODE")
    return row(sheet.pk)


def facts_of(sheet: Sheet, *, by: User, reason: str = "") -> Facts:
    terms = agreements.terms(sheet.version)
    checked: Verification | None = verification(terms)
    return Facts(
        lacking=queries.lacking(sheet, list(sheet.lines.order_by("place"))),
        is_repairer=is_repairer(sheet, by),
        is_confirmer=sheet.confirmed_by_id == by.pk,
        is_wrong=is_wrong(sheet),
        needs_word="" if is_granted(sheet) else costly(terms, sheet.claimed),
        reason=reason,
        clause=checked.clause if checked else "",
    )


def is_repairer(sheet: Sheet, by: User) -> bool:
    """By his account, or by the name on the sheet."""
    return sheet.repaired_by_id == by.pk or sheet.repairer.strip() == str(by)


def is_granted(sheet: Sheet) -> bool:
    """Whether it was given for this unit, by the day of the repair; goodwill may follow it."""
    word = sheet.authorisation
    if word is None or word.granted is None or word.decided_at is None:
        return False
    in_time = word.is_goodwill or china_day(word.decided_at) <= sheet.repaired_on
    return in_time and word.serial == sheet.serial


def is_wrong(sheet: Sheet) -> bool:
    """Whether the customer, when he was reached last, said something else than the sheet."""
    rows = SheetCheck.objects.filter(sheet=sheet, round=2, is_reached=True)
    last = rows.order_by("-id").first()
    return last is not None and last.is_true is False


def advance(sheet: Sheet, step: Step, facts: Facts, *fields: str) -> str:
    """Move the locked sheet and save it with `fields`; gives the state it left."""
    was = queries.standing(sheet).value
    sheet.state = MOVES.advance(was, step, facts)
    sheet.save(update_fields=["state", *fields])
    return was


def say(
    happening: str,
    sheet: Sheet,
    *,
    by: User | None,
    at: datetime,
    was: str = "",
    **details: Any,
) -> None:
    journal.record(
        happening,
        sheet.code,
        provider=sheet.provider_id,
        at=at,
        by=by,
        was=was,
        now=sheet.state,
        details={
            "dealer": sheet.dealer.code,
            "number": sheet.number,
            "claimed": f"{sheet.claimed}",
            "reason": sheet.reason,
            **details,
        },
    )
