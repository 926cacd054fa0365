"""A false item of a sheet costs ten times its amount (P2-10.2)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.claims import queries
from sanbao.apps.claims.actions.row import lock
from sanbao.apps.claims.facts import PENALTY_PREFIX
from sanbao.apps.claims.models import Penalty, PenaltyState, Sheet, SheetLine, SheetState
from sanbao.apps.journal import actions as journal
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.money import NOTHING
from sanbao.rules.moves import Refused
from sanbao.rules.penalty import MOVES, Facts, Step
from sanbao.rules.verification import Reason, falsehood, fine


@transaction.atomic
def propose_penalty(sheet: Sheet, place: int, *, reason: str, by: User, at: datetime) -> Penalty:
    """Propose it for the line at `place`. One at a time stands for a line: the same comes back."""
    sheet = lock(sheet)
    line = sheet.lines.filter(place=place).first()
    if line is None or line.claimed <= 0:
        raise Refused(Message("there is no such item"), field="place")
    standing = Penalty.objects.filter(line=line).exclude(state=PenaltyState.DROPPED)
    if (first := standing.first()) is not None:
        return first
    if sheet.state not in queries.PENALISED:
        raise Refused(Message("only what was handed in can be false"))
    term = falsehood(agreements.terms(sheet.version))
    if term is None:
        raise Refused(Message("the agreement names no penalty for false items"))
    if not reason.strip():
        raise Refused(Message("say what is false"), field="reason")
    penalty = Penalty.objects.create(
        provider_id=sheet.provider_id,
        code=journal.next_code(PENALTY_PREFIX, provider=sheet.provider_id, on=china_day(at)),
        dealer=sheet.dealer,
        sheet=sheet,
        line=line,
        amount=line.claimed,
        times=term.times,
        fine=fine(line.claimed, term.times),
        clause=term.clause,
        reason=reason.strip()[:400],
        proposed_at=at,
        proposed_by=by,
    )
    say("penalty.proposed", penalty, by=by, at=at)
    return penalty


@transaction.atomic
def confirm_penalty(penalty: Penalty, *, by: User, at: datetime) -> Penalty:
    """Somebody else confirms it: nothing is allowed of the item, as long as it is not settled."""
    penalty = held(penalty)
    penalty.confirmed_at, penalty.confirmed_by = at, by
    was = move(penalty, Step.CONFIRM, "confirmed_at", "confirmed_by", by=by)
    cut(penalty)
    say("penalty.confirmed", penalty, by=by, at=at, was=was)
    return penalty


@transaction.atomic
def dispute_penalty(penalty: Penalty, *, reason: str, by: User, at: datetime) -> Penalty:
    penalty = held(penalty)
    penalty.dispute, penalty.disputed_at, penalty.disputed_by = reason.strip()[:400], at, by
    fields = ("dispute", "disputed_at", "disputed_by")
    was = move(penalty, Step.DISPUTE, *fields, by=by, reason=reason)
    say("penalty.disputed", penalty, by=by, at=at, was=was)
    return penalty


@transaction.atomic
def decide_penalty(penalty: Penalty, step: Step, *, reason: str, by: User, at: datetime) -> Penalty:
    """Uphold it after a dispute, or drop it."""
    penalty = held(penalty)
    penalty.verdict, penalty.decided_at, penalty.decided_by = reason.strip()[:400], at, by
    fields = ("verdict", "decided_at", "decided_by")
    was = move(penalty, step, *fields, by=by, reason=reason)
    say(f"penalty.{penalty.state}", penalty, by=by, at=at, was=was)
    return penalty


def held(penalty: Penalty) -> Penalty:
    rows = Penalty.objects.select_for_update(of=("self",)).select_related("dealer", "sheet")
    return rows.get(pk=penalty.pk)


def move(penalty: Penalty, step: Step, *fields: str, by: User, reason: str = "") -> str:
    was = penalty.state
    facts = Facts(penalty.proposed_by_id == by.pk, reason, penalty.clause)
    penalty.state = MOVES.advance(was, step, facts)
    penalty.save(update_fields=["state", *fields])
    return was


def cut(penalty: Penalty) -> None:
    """Nothing of a false item is paid, unless it has been already."""
    sheet = lock(penalty.sheet)
    if queries.standing(sheet) != SheetState.VERIFIED:
        return
    lines = SheetLine.objects.filter(sheet=sheet)
    lines.filter(pk=penalty.line_id).update(
        allowed=NOTHING, reason=Reason.FALSE.value, clause=penalty.clause
    )
    sheet.allowed = lines.aggregate(total=Sum("allowed"))["total"] or NOTHING
    sheet.save(update_fields=["allowed"])


def say(happening: str, penalty: Penalty, *, by: User, at: datetime, was: str = "") -> None:
    journal.record(
        happening,
        penalty.code,
        provider=penalty.provider_id,
        at=at,
        by=by,
        was=was,
        now=penalty.state,
        details={
            "dealer": penalty.dealer.code,
            "sheet": penalty.sheet.code,
            "fine": f"{penalty.fine}",
            "clause": penalty.clause,
            "reason": penalty.verdict or penalty.dispute or penalty.reason,
        },
    )
