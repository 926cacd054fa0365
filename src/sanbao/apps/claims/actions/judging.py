"""The provider judges a sheet: sent back, allowed line by line, or refused."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.claims import queries
from sanbao.apps.claims.actions.row import advance, facts_of, lock, say
from sanbao.apps.claims.facts import Allowed
from sanbao.apps.claims.models import Authorisation, Sheet, SheetLine, SheetState
from sanbao.rules.message import Message
from sanbao.rules.money import NOTHING, fen
from sanbao.rules.moves import Refused
from sanbao.rules.sheet import MOVES, Step
from sanbao.rules.terms import Verification
from sanbao.rules.verification import Judged, Line, Reason, judged, verification, within


@transaction.atomic
def send_back(sheet: Sheet, *, reason: str, by: User, at: datetime) -> Sheet:
    """Incomplete: it goes back and is not paid, until it is mended and comes in again (P2-10.1)."""
    return judge(sheet, Step.RETURN, "sheet.returned", reason=reason, by=by, at=at)


@transaction.atomic
def refuse(sheet: Sheet, *, reason: str, by: User, at: datetime) -> Sheet:
    """Nothing of it is paid."""
    return judge(sheet, Step.REFUSE, "sheet.refused", reason=reason, by=by, at=at)


def judge(
    sheet: Sheet, step: Step, happening: str, *, reason: str, by: User, at: datetime
) -> Sheet:
    sheet = lock(sheet)
    sheet.reason, sheet.allowed = reason.strip()[:400], None
    sheet.judged_at, sheet.judged_by = at, by
    facts = facts_of(sheet, by=by, reason=reason)
    was = advance(sheet, step, facts, "reason", "allowed", "judged_at", "judged_by")
    say(happening, sheet, by=by, at=at, was=was)
    return sheet


@transaction.atomic
def verify(
    sheet: Sheet, by_hand: Mapping[int, Allowed] | None = None, *, by: User, at: datetime
) -> Sheet:
    """Allow it, line by line: by the price list, unless somebody says otherwise by hand.

    by_hand: place: what is allowed of that line. Less than the list allows needs a reason of the
    list of reasons; more than is claimed is never allowed.
    """
    sheet = lock(sheet)
    facts = facts_of(sheet, by=by)
    # Whether it may be allowed at all is said before anything about a line.
    MOVES.advance(queries.standing(sheet).value, Step.VERIFY, facts)
    lines = list(sheet.lines.order_by("place"))
    clause = clause_of(sheet)
    for line, found in zip(lines, decided(sheet, lines, by_hand or {}), strict=True):
        line.allowed = found.allowed
        line.reason = str(found.reason) if found.reason else ""
        line.clause = clause if found.reason else ""
    sheet.allowed = sum((line.allowed or NOTHING for line in lines), NOTHING)
    sheet.judged_at, sheet.judged_by, sheet.reason = at, by, ""
    was = advance(sheet, Step.VERIFY, facts, "allowed", "judged_at", "judged_by", "reason")
    SheetLine.objects.bulk_update(lines, ["allowed", "reason", "clause"])
    say("sheet.verified", sheet, by=by, at=at, was=was, allowed=f"{sheet.allowed}")
    return sheet


def decided(
    sheet: Sheet, lines: Sequence[SheetLine], by_hand: Mapping[int, Allowed]
) -> list[Judged]:
    """Each line by hand where somebody said so, else by the list; no more than was granted, and
    nothing of a false item.
    """
    false = set(queries.false_items(sheet))
    found = [
        said(line, by_hand[line.place]) if line.place in by_hand else by_list
        for line, by_list in zip(lines, proposed(sheet, lines), strict=True)
    ]
    found = [
        Judged(NOTHING, Reason.FALSE) if line.pk in false else one
        for line, one in zip(lines, found, strict=True)
    ]
    left = left_of(sheet)
    return found if left is None else within(found, left)


def left_of(sheet: Sheet) -> Decimal | None:
    """What its approval still grants, other sheets having been allowed by it; None without one.
    The approval is held, so that two sheets do not both take the rest.
    """
    if sheet.authorisation_id is None:
        return None
    word = Authorisation.objects.select_for_update().get(pk=sheet.authorisation_id)
    if word.granted is None:
        return None
    others = Sheet.objects.filter(authorisation=word, state=SheetState.VERIFIED)
    taken = others.exclude(pk=sheet.pk).aggregate(sum=Sum("allowed"))["sum"]
    return max(NOTHING, word.granted - (taken or NOTHING))


def proposed(sheet: Sheet, lines: Sequence[SheetLine]) -> list[Judged]:
    """What the price list of the day allows of each line."""
    prices = queries.prices_on(sheet.provider_id, sheet.repaired_on)
    told = [Line(line.item, line.code, line.quantity, line.claimed) for line in lines]
    return [judged(line, prices) for line in told]


def said(line: SheetLine, allowed: Allowed) -> Judged:
    amount = fen(allowed.amount)
    if not NOTHING <= amount <= line.claimed:
        message = Message("line %(place)s: between 0 and what is claimed", {"place": line.place})
        raise Refused(message, field=f"amount_{line.place}")
    if amount == line.claimed:
        return Judged(amount)
    if allowed.reason not in set(Reason):
        message = Message("line %(place)s: say why it is less", {"place": line.place})
        raise Refused(message, field=f"reason_{line.place}")
    return Judged(amount, Reason(allowed.reason))


def clause_of(sheet: Sheet) -> str:
    term: Verification | None = verification(agreements.terms(sheet.version))
    return term.clause if term else ""
