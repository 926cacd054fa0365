"""A major failure: the dealer reports it at once, both sides look into it (P2-2.4)."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.actions.row import is_of_dealer, say
from sanbao.apps.dealers.facts import FAILURE_PREFIX, FAILURE_TOLD, SUBJECT, Accident, Inquiry
from sanbao.apps.dealers.models import Failure, FailureState
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.failure import MOVES, Facts, Step
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.terms import After

row = held(Failure, "provider", "dealer", "asset")


@transaction.atomic
def open_failure(dealer: parties.Dealer, accident: Accident, *, by: User, at: datetime) -> Failure:
    """Reported by the dealer; or heard of by the provider, and then owed by the dealer.

    The same key is the same failure.
    """
    if not accident.description.strip():
        raise Refused(Message("say what happened"), field="description")
    if accident.known_at > at:
        raise Refused(Message("that lies in the future"), field="known_at")
    code = journal.next_code(FAILURE_PREFIX, provider=dealer.provider_id, on=china_day(at))
    failure, is_new = Failure.objects.get_or_create(
        key=accident.key,
        defaults={
            "provider_id": dealer.provider_id,
            "code": code,
            "dealer": dealer,
            "asset": accident.asset,
            "state": FailureState.KNOWN,
            "description": accident.description.strip(),
            "harm": accident.harm.strip(),
            "known_at": accident.known_at,
            "opened_at": at,
            "opened_by": by,
        },
    )
    if failure.provider_id != dealer.provider_id:
        raise Refused(Message("this form has been sent before; open it anew"))
    if not is_new:
        return failure
    owe(failure, by=by, at=at)
    tell("dealer.failure_opened", failure, by=by, at=at)
    return report_failure(failure, by=by, at=at) if is_of_dealer(by) else failure


def owe(failure: Failure, *, by: User, at: datetime) -> None:
    """Raise the report that the agreement asks for, counted from when the dealer knew."""
    dealer = failure.dealer
    version = queries.version_of(dealer, on=china_day(failure.known_at))
    if version is None:
        return
    heads = parties.heads_of(dealer.provider_id)
    subject = obligations.Subject(
        SUBJECT,
        dealer.code,
        label=f"{dealer.name} {failure.code}",
        dealer=dealer.code,
        owner=heads.dealers.get(dealer.code),
    )
    raised = obligations.raise_one_off(
        version,
        After.MAJOR_FAILURE,
        subject,
        on_day_or_at=failure.known_at,
        at=at,
        by=by,
        period=failure.code,
    )
    if raised:
        failure.clause = raised[0].clause
        failure.save(update_fields=["clause"])


@transaction.atomic
def report_failure(failure: Failure, *, by: User, at: datetime) -> Failure:
    """The dealer has told: in time or late, the duty says."""
    failure = row(failure.pk)
    if failure.reported_at is not None:
        return failure
    failure.state = MOVES.advance(failure.state, Step.REPORT, Facts())
    failure.reported_at, failure.reported_by = at, by
    failure.save(update_fields=["state", "reported_at", "reported_by"])
    subject = (SUBJECT, failure.dealer.code)
    told = {"period": failure.code, "note": failure.code}
    obligations.happened(failure.provider_id, subject, FAILURE_TOLD, at=at, by=by, **told)
    tell("dealer.failure_reported", failure, by=by, at=at)
    return failure


@transaction.atomic
def investigate(failure: Failure, inquiry: Inquiry, *, by: User, at: datetime) -> Failure:
    failure = row(failure.pk)
    facts = Facts(inquiry.ours, inquiry.theirs, inquiry.finding, clause=failure.clause)
    failure.state = MOVES.advance(failure.state, Step.INVESTIGATE, facts)
    failure.ours, failure.theirs = inquiry.ours.strip(), inquiry.theirs.strip()
    failure.finding = inquiry.finding.strip()
    failure.save(update_fields=["state", "ours", "theirs", "finding"])
    tell("dealer.failure_investigated", failure, by=by, at=at)
    return failure


@transaction.atomic
def assess(failure: Failure, *, cause: str, measure: str, by: User, at: datetime) -> Failure:
    """The technical assessment: the cause, and what is done."""
    failure = row(failure.pk)
    facts = Facts(cause=cause, measure=measure, clause=failure.clause)
    failure.state = MOVES.advance(failure.state, Step.ASSESS, facts)
    failure.cause, failure.measure = cause.strip(), measure.strip()
    failure.assessed_at, failure.assessed_by = at, by
    failure.save(update_fields=["state", "cause", "measure", "assessed_at", "assessed_by"])
    tell("dealer.failure_assessed", failure, by=by, at=at)
    return failure


def tell(happening: str, failure: Failure, *, by: User, at: datetime) -> None:
    words = failure.description[:80]
    say(happening, failure.dealer, by=by, at=at, failure=failure.code, what=words)
