"""The moves of a complaint: planned, investigated, answered, verified, closed."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.complaints.actions.row import advance, facts_of, lock, lock_open, say
from sanbao.apps.complaints.facts import FORM, KEPT_BY_A_PLAN, KEPT_BY_AN_ANSWER, Found, Plan, Reply
from sanbao.apps.complaints.models import Complaint
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.obligations import actions as obligations
from sanbao.rules.complaint import Step
from sanbao.rules.deadline import china_day
from sanbao.rules.form import SCALE
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

WITHDRAWN = gettext_noop("the complaint was withdrawn")


@transaction.atomic
def note(complaint: Complaint, text: str, *, by: User, at: datetime) -> Complaint:
    """Put a word on record: of the handler, of the dealer whom it concerns, of the complainer."""
    complaint = lock_open(complaint)
    if not text.strip():
        raise Refused(Message("the note is empty"), field="text")
    say("complaint.noted", complaint, by=by, at=at, was=complaint.state, note=text.strip())
    return complaint


@transaction.atomic
def assign(complaint: Complaint, owner: User, *, by: User, at: datetime) -> Complaint:
    """Somebody looks after it, and after what is promised for it."""
    complaint = lock_open(complaint)
    complaint.owner = owner
    complaint.save(update_fields=["owner"])
    if complaint.promised_kind == "complaint":
        subject = ("complaint", complaint.code)
        obligations.hand_to(complaint.provider_id, subject, owner=owner, at=at, by=by)
    details = {"username": owner.username, "name": f"{owner}"}
    say("complaint.assigned", complaint, by=by, at=at, was=complaint.state, **details)
    return complaint


@transaction.atomic
def plan(complaint: Complaint, planned: Plan, *, by: User, at: datetime) -> Complaint:
    """A definite plan: what will be done by when (P5-1.5)."""
    complaint = lock(complaint)
    if planned.until is not None and planned.until < china_day(at):
        raise Refused(Message("the day lies in the past"), field="until")
    complaint.plan, complaint.plan_until = planned.plan.strip(), planned.until
    was = advance(complaint, Step.PLAN, facts_of(complaint, by=by), "plan", "plan_until")
    keep(complaint, KEPT_BY_A_PLAN, by=by, at=at)
    say("complaint.planned", complaint, by=by, at=at, was=was, plan=complaint.plan)
    return complaint


@transaction.atomic
def investigate(complaint: Complaint, found: Found, *, by: User, at: datetime) -> Complaint:
    """What was found, and whether it is ours; found anew it replaces what was found before."""
    complaint = lock(complaint)
    was_about_me = complaint.against_id == by.pk  # naming somebody else changes nothing about it
    complaint.finding, complaint.verdict = found.finding.strip(), found.verdict
    complaint.grade, complaint.against = found.grade, found.against or complaint.against
    complaint.is_of_dealer = found.is_of_dealer and complaint.dealer_id is not None
    changed = ("finding", "verdict", "grade", "against", "is_of_dealer")
    facts = facts_of(complaint, by=by)
    facts = replace(facts, is_about_me=facts.is_about_me or was_about_me)
    was = advance(complaint, Step.INVESTIGATE, facts, *changed)
    say("complaint.investigated", complaint, by=by, at=at, was=was)
    return complaint


@transaction.atomic
def answer(complaint: Complaint, reply: Reply, *, by: User, at: datetime) -> Complaint:
    """The measure is taken, and the complainer has the apology or the explanation (P8-10)."""
    complaint = lock(complaint)
    complaint.reply, complaint.measure = reply.reply.strip(), reply.measure.strip()
    complaint.discipline = reply.discipline.strip()
    complaint.answered_at, complaint.answered_by = at, by
    changed = ("reply", "measure", "discipline", "answered_at", "answered_by")
    was = advance(complaint, Step.ANSWER, facts_of(complaint, by=by), *changed)
    keep(complaint, KEPT_BY_AN_ANSWER, by=by, at=at)
    solve_case(complaint, by=by, at=at)
    say("complaint.answered", complaint, by=by, at=at, was=was)
    return complaint


def keep(complaint: Complaint, deeds: tuple[str, ...], *, by: User, at: datetime) -> None:
    subject = (complaint.promised_kind, complaint.promised_code)
    for what in deeds:
        obligations.happened(complaint.provider_id, subject, what, at=at, by=by)


def solve_case(complaint: Complaint, *, by: User, at: datetime) -> None:
    """The case that brought it in is solved by the same answer, unless somebody was sent."""
    if complaint.promised_kind != "case":
        return
    case = cases.Case.objects.get(provider_id=complaint.provider_id, code=complaint.promised_code)
    if case.state == cases.CaseState.REPORTED:
        desk.solve_on_call(case, complaint.reply, by=by, at=at)


@transaction.atomic
def verify(
    complaint: Complaint, *, verified_with: str, satisfaction: int | None, by: User, at: datetime
) -> Complaint:
    """The complainer was asked whether the answer settles it, and says so (P1-7.1)."""
    complaint = lock(complaint)
    if satisfaction is not None and str(satisfaction) not in SCALE:
        raise Refused(Message("choose from 1 to 5"), field="satisfaction")
    complaint.verified_with = verified_with.strip() or complaint.complainer_name
    complaint.satisfaction = satisfaction
    changed = ("verified_with", "satisfaction")
    was = advance(complaint, Step.VERIFY, facts_of(complaint, by=by), *changed)
    details = {"satisfaction": satisfaction, "with": complaint.verified_with}
    say("complaint.verified", complaint, by=by, at=at, was=was, **details)
    return complaint


@transaction.atomic
def reopen(complaint: Complaint, *, reason: str, by: User, at: datetime) -> Complaint:
    """The complainer is not content: it is investigated again."""
    complaint = lock(complaint)
    was = advance(complaint, Step.REOPEN, facts_of(complaint, by=by, reason=reason))
    say("complaint.reopened", complaint, by=by, at=at, was=was, reason=reason.strip())
    return complaint


@transaction.atomic
def close(complaint: Complaint, *, by: User, at: datetime) -> Complaint:
    """Closed, with the whole way as a record."""
    complaint = lock(complaint)
    complaint.closed_at, complaint.closed_by = at, by
    was = advance(complaint, Step.CLOSE, facts_of(complaint, by=by), "closed_at", "closed_by")
    complaint.record = evidence.fill(
        FORM,
        answers_of(complaint),
        provider=complaint.provider,
        subject=("complaint", complaint.code),
        key=complaint.key,
        by=by,
        at=at,
    )
    complaint.save(update_fields=["record"])
    say("complaint.closed", complaint, by=by, at=at, was=was)
    return complaint


def answers_of(complaint: Complaint) -> dict[str, str]:
    return {
        "complainer": complaint.complainer_name,
        "complaint": complaint.description[:2000],
        "finding": complaint.finding[:2000],
        "verdict": complaint.verdict,
        "measure": complaint.measure[:2000],
        "discipline": complaint.discipline[:2000],
        "reply": complaint.reply[:2000],
        "verified_with": complaint.verified_with,
        "satisfaction": str(complaint.satisfaction or ""),
    }


@transaction.atomic
def withdraw(complaint: Complaint, *, reason: str, by: User, at: datetime) -> Complaint:
    """The complainer takes it back; what was promised for it is owed no more."""
    complaint = lock(complaint)
    complaint.closed_at, complaint.closed_by = at, by
    facts = facts_of(complaint, by=by, reason=reason)
    was = advance(complaint, Step.WITHDRAW, facts, "closed_at", "closed_by")
    if complaint.promised_kind == "complaint":
        subject = ("complaint", complaint.code)
        obligations.cancel_all(complaint.provider_id, subject, reason=WITHDRAWN, at=at, by=by)
    say("complaint.withdrawn", complaint, by=by, at=at, was=was, reason=reason.strip())
    return complaint
