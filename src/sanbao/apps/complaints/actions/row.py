"""What the moves of a complaint share: its row held, its facts, its entries in the journal."""

from datetime import datetime
from typing import Any

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.complaints.models import Complaint
from sanbao.apps.complaints.queries import OPEN
from sanbao.apps.journal import actions as journal
from sanbao.rules.complaint import MOVES, Facts, Step
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

row = held(Complaint, "provider", "customer", "dealer", "against", "version")


def lock(complaint: Complaint) -> Complaint:
    """The complaint as it stands now, held until the transaction ends."""
    return row(complaint.pk)


def lock_open(complaint: Complaint) -> Complaint:
    """The same, for what is no move and is not done any more once the complaint is over."""
    complaint = lock(complaint)
    if complaint.state not in OPEN:
        raise Refused(Message("the complaint is closed or withdrawn"))
    return complaint


def facts_of(complaint: Complaint, *, by: User, reason: str = "") -> Facts:
    return Facts(
        topic=complaint.topic,
        verdict=complaint.verdict,
        finding=complaint.finding,
        measure=complaint.measure,
        discipline=complaint.discipline,
        reply=complaint.reply,
        plan=complaint.plan,
        reason=reason,
        is_about_me=complaint.against_id == by.pk,
        clause=complaint.clause,
    )


def advance(complaint: Complaint, step: Step, facts: Facts, *fields: str) -> str:
    """Move the locked complaint and save it with `fields`; gives the state it left."""
    was = complaint.state
    complaint.state = MOVES.advance(was, step, facts)
    complaint.save(update_fields=["state", *fields])
    return was


def say(
    happening: str,
    complaint: Complaint,
    *,
    by: User | None,
    at: datetime,
    was: str = "",
    **details: Any,
) -> None:
    """With what figures, fines and notices ask of it."""
    journal.record(
        happening,
        complaint.code,
        provider=complaint.provider_id,
        at=at,
        by=by,
        was=was,
        now=complaint.state,
        details={
            "topic": complaint.topic,
            "grade": complaint.grade,
            "verdict": complaint.verdict,
            "clause": complaint.clause,
            "subject": [complaint.about_kind, complaint.about_code],
            "customer": complaint.customer.code if complaint.customer else "",
            "dealer": complaint.dealer.code if complaint.dealer else "",
            "is_of_dealer": complaint.is_of_dealer,
            "against": complaint.against.username if complaint.against else "",
            **details,
        },
    )
