"""The call after the service (P3-4 step 7): planned, tried, answered; then the case closes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import held, prepared
from sanbao.apps.accounts.stored import add, change
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal import actions as journal
from sanbao.apps.journal import queries as happenings
from sanbao.apps.visits.actions.duties import case_of, done
from sanbao.apps.visits.facts import QUESTIONNAIRE
from sanbao.apps.visits.models import FollowUp
from sanbao.apps.workorders import queries as orders
from sanbao.rules.deadline import due_at
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import Deed

WITHIN = Span(3, Unit.WORKING_DAYS)
ENOUGH_ATTEMPTS = 3
CALL_FIELDS = (
    "record",
    "satisfaction",
    "attempts",
    "last_tried_at",
    "is_reached",
    "done_at",
    "done_by",
)
row = held(FollowUp, "provider", "case", "record", "done_by")


@transaction.atomic
def plan(entry: happenings.Entry) -> FollowUp:
    """Plan the follow-up of the restoring that `entry` tells of; once for each."""
    if planned := planned_by(entry.pk):
        return planned[0]
    case = case_of(entry)
    follow_up = FollowUp(
        provider_id=entry.provider_id,
        case=case,
        entry=entry,
        due_at=due_at(WITHIN, entry.at),
        created_at=entry.at,
    )
    try:
        with transaction.atomic():
            add(follow_up)
            return follow_up
    except IntegrityError:  # planned at the same moment, or one is still open for the case
        return FollowUp.objects.filter(case=case).latest("id")


@prepared
def planned_by(entry_id: int) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(entry_id=entry_id)


def lock(follow_up: FollowUp) -> FollowUp:
    """The follow-up as it stands now, read once it is held (see `row.lock`)."""
    return row(follow_up.pk)


@transaction.atomic
def try_again(follow_up: FollowUp, *, seen: int, note: str, by: User, at: datetime) -> FollowUp:
    """Nobody was reached. `seen`: the attempts that the page showed; a repeat counts once."""
    follow_up = lock(follow_up)
    refuse_done(follow_up)
    if follow_up.attempts != seen:
        return follow_up
    follow_up.attempts += 1
    follow_up.last_tried_at = at
    change(follow_up, "attempts", "last_tried_at")
    details = {"attempts": follow_up.attempts, "note": note.strip()}
    say("case.not_reached", follow_up, by=by, at=at, **details)
    return follow_up


@transaction.atomic
def answer(
    follow_up: FollowUp, answers: Mapping[str, str], *, key: UUID, by: User | None, at: datetime
) -> FollowUp:
    """Put the answers on record. It works: the case closes. It does not: it is opened again.

    by: None where the customer has answered it himself, by the link.
    """
    follow_up = lock(follow_up)
    if follow_up.record is not None and follow_up.record.key == key:
        return follow_up
    refuse_done(follow_up)
    record = evidence.fill(
        QUESTIONNAIRE,
        answers,
        provider=follow_up.provider,
        subject=("case", follow_up.case.code),
        key=key,
        by=by,
        at=at,
    )
    follow_up.record, follow_up.satisfaction = record, int(record.answers["satisfaction"])
    follow_up.attempts += 1
    follow_up.last_tried_at = at
    end(follow_up, is_reached=True, by=by, at=at)
    done(follow_up.case, Deed.FOLLOWED_UP, at=at, by=by)
    satisfaction = {"satisfaction": follow_up.satisfaction}
    say("case.followed_up", follow_up, by=by, at=at, **satisfaction)
    if record.answers["works"] == "no":
        desk.reopen(follow_up.case, reason=why_not(record.answers), by=by, at=at)
    else:
        close_when_ready(follow_up.case, by=by, at=at)
    return follow_up


def why_not(answers: Mapping[str, str]) -> str:
    """What the customer said, for the case that is opened again."""
    said = answers.get("works_note") or answers.get("wishes")
    return (said or gettext("the follow-up found that it still does not work"))[:400]


@transaction.atomic
def give_up(follow_up: FollowUp, *, by: User, at: datetime) -> FollowUp:
    """Record that the customer could not be reached; only after enough attempts."""
    follow_up = lock(follow_up)
    if follow_up.is_reached is False:
        return follow_up
    refuse_done(follow_up)
    if follow_up.attempts < ENOUGH_ATTEMPTS:
        raise Refused(
            Message(
                "tried %(tried)d times; only after %(enough)d attempts is it given up",
                {"tried": follow_up.attempts, "enough": ENOUGH_ATTEMPTS},
            )
        )
    end(follow_up, is_reached=False, by=by, at=at)
    say("case.follow_up_given_up", follow_up, by=by, at=at, attempts=follow_up.attempts)
    close_when_ready(follow_up.case, by=by, at=at)
    return follow_up


def end(follow_up: FollowUp, *, is_reached: bool, by: User | None, at: datetime) -> None:
    follow_up.is_reached = is_reached
    follow_up.done_at, follow_up.done_by = at, by
    change(follow_up, *CALL_FIELDS)


def refuse_done(follow_up: FollowUp) -> None:
    if follow_up.done_at is not None:
        if follow_up.done_by is None:
            raise Refused(Message("the customer has already answered this follow-up"))
        who = {"by": f"{follow_up.done_by}"}
        raise Refused(Message("%(by)s has already made this follow-up", who))


def close_when_ready(case: cases.Case, *, by: User | None, at: datetime) -> None:
    """A restored case closes when it is followed up and the report is in, whichever is last."""
    case = desk.lock(case)
    if case.state != cases.CaseState.RESTORED or orders.open_orders(case.pk):
        return
    last = next(iter(latest_of(case.pk)), None)
    if last is not None and last.done_at is not None:
        desk.close(case, is_followed_up=True, by=by, at=at)


@prepared
def latest_of(case_id: int) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(case_id=case_id).order_by("-id")[:1]


def say(
    happening: str, follow_up: FollowUp, *, by: User | None, at: datetime, **details: object
) -> None:
    code = follow_up.case.code
    journal.record(happening, code, provider=follow_up.provider_id, at=at, by=by, details=details)
