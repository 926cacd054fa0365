"""Sessions: planned, changed, called off; and who has a place in them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.apps.training import queries
from sanbao.apps.training.models import (
    Audience,
    Course,
    Enrolment,
    EnrolmentState,
    Session,
    SessionState,
)
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.training import MOVES, Facts, Step, has_room

SEATED = (EnrolmentState.SIGNED_UP, EnrolmentState.ATTENDED, EnrolmentState.ABSENT)


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """places: None for no limit. agreement: whose people it is for. fee: where charged, CNY."""

    starts_at: datetime
    ends_at: datetime
    trainer: str
    place: str = ""
    places: int | None = None
    agreement: agreements.Agreement | None = None
    fee: Decimal | None = None


@transaction.atomic
def plan(
    course: Course, details: SessionDetails, *, key: UUID, at: datetime, by: User | None
) -> Session:
    """A session of `course`; the same key again is the first. What it costs, and by which clause,
    is what the agreement says now.
    """
    if (
        first := Session.objects.filter(key=key, provider_id=course.provider_id).first()
    ) is not None:
        return first
    session = Session(provider_id=course.provider_id, course=course, key=key)
    put(session, details)
    session.code = journal.next_code("PX", provider=course.provider_id, on=china_day(at))
    session.save()
    say("session.planned", session, at=at, by=by)
    return session


@transaction.atomic
def change(session: Session, details: SessionDetails, *, at: datetime, by: User) -> Session:
    """Another day, place or trainer. More places let in the first of those who wait."""
    session = lock(session)
    facts = Facts(at=at, starts_at=session.starts_at)
    session.state = MOVES.advance(session.state, Step.CHANGE, facts)
    taken = session.enrolments.filter(state=EnrolmentState.SIGNED_UP).count()
    if details.places is not None and details.places < taken:
        words = Message("%(count)s have signed up already", {"count": taken})
        raise Refused(words, field="places")
    put(session, details)
    session.save()
    fill_up(session, at=at, by=by)
    say("session.changed", session, at=at, by=by)
    return session


def put(session: Session, details: SessionDetails) -> None:
    if details.ends_at <= details.starts_at:
        raise Refused(Message("it ends before it begins"), field="ends_at")
    session.starts_at, session.ends_at = details.starts_at, details.ends_at
    session.trainer, session.place = details.trainer.strip(), details.place.strip()
    session.places, session.agreement = details.places, details.agreement
    session.is_free, session.clause, session.fee = True, "", None
    if details.agreement is not None:
        due = queries.due_of(details.agreement, at=details.starts_at, before=session.pk)
        session.is_free, session.clause = due.is_free, due.clause
        session.fee = None if due.is_free else details.fee


@transaction.atomic
def cancel(session: Session, *, reason: str, at: datetime, by: User) -> Session:
    """Nobody comes, with the reason; what is owed stays owed."""
    session = lock(session)
    if session.state == SessionState.CANCELLED:
        return session
    session.state = MOVES.advance(session.state, Step.CANCEL, Facts(reason=reason))
    session.cancelled_because = reason.strip()[:200]
    session.save(update_fields=["state", "cancelled_because"])
    say("session.cancelled", session, at=at, by=by, reason=session.cancelled_because)
    return session


@transaction.atomic
def sign_up(
    session: Session, person: parties.Person, *, at: datetime, by: User | None
) -> Enrolment:
    """A place, or one on the waiting list when all are taken. Signed up again it is the first."""
    session = lock(session)
    MOVES.advance(session.state, Step.SIGN_UP, Facts())
    mine = session.enrolments.filter(person=person).exclude(state=EnrolmentState.WITHDRAWN)
    if (first := mine.first()) is not None:
        return first
    refuse_others(session, person)
    taken = session.enrolments.filter(state__in=SEATED).count()
    state = EnrolmentState.SIGNED_UP if has_room(taken, session.places) else EnrolmentState.WAITING
    made = Enrolment.objects.create(
        session=session, person=person, state=state, signed_up_at=at, signed_up_by=by
    )
    say("session.signed_up", session, at=at, by=by, person=person.name, state=state.value)
    return made


def refuse_others(session: Session, person: parties.Person) -> None:
    """A course is for certain people; under an agreement, for those of its other side."""
    if kind_of(person) not in session.course.audience:
        words = Message("the course is not meant for %(name)s", {"name": person.name})
        raise Refused(words, field="person")
    agreement = session.agreement
    if agreement is None or kind_of(person) == Audience.ENGINEERS:
        return
    theirs = {("customer", agreement.customer_id), ("dealer", agreement.dealer_id)}
    named = {side for side in theirs if side[1] is not None}
    mine = {("customer", person.customer_id), ("dealer", person.dealer_id)}
    if named and not named & mine:
        words = Message("%(name)s does not belong to the agreement", {"name": person.name})
        raise Refused(words, field="person")


def kind_of(person: parties.Person) -> Audience:
    if person.dealer_id is not None:
        return Audience.DEALERS
    return Audience.CUSTOMERS if person.customer_id is not None else Audience.ENGINEERS


@transaction.atomic
def withdraw(enrolment: Enrolment, *, at: datetime, by: User) -> Enrolment:
    """Give the place back: whoever has waited longest moves up."""
    session = lock(enrolment.session)
    MOVES.advance(session.state, Step.SIGN_UP, Facts())
    enrolment = session.enrolments.select_related("person").get(pk=enrolment.pk)
    if enrolment.state == EnrolmentState.WITHDRAWN:
        return enrolment
    enrolment.state = EnrolmentState.WITHDRAWN
    enrolment.save(update_fields=["state"])
    say("session.withdrawn", session, at=at, by=by, person=enrolment.person.name)
    fill_up(session, at=at, by=by)
    return enrolment


def fill_up(session: Session, *, at: datetime, by: User) -> None:
    """Give free places to those who wait, in the order in which they came."""
    taken = session.enrolments.filter(state__in=SEATED).count()
    waiting = session.enrolments.filter(state=EnrolmentState.WAITING).select_related("person__user")
    for enrolment in waiting.order_by("signed_up_at", "pk"):
        if not has_room(taken, session.places):
            break
        enrolment.state = EnrolmentState.SIGNED_UP
        enrolment.save(update_fields=["state"])
        taken += 1
        user = enrolment.person.user
        name = user.username if user else ""
        person = enrolment.person.name
        say("session.moved_up", session, at=at, by=by, person=person, username=name)


def lock(session: Session) -> Session:
    held = Session.objects.select_for_update().only("pk").get(pk=session.pk)
    rows = Session.objects.select_related("course__qualification", "agreement", "provider")
    return rows.get(pk=held.pk)


def say(happening: str, session: Session, *, at: datetime, by: User | None, **details: Any) -> None:
    about = {"about": f"{session.course.topic} {session.code}", **details}
    provider = session.provider_id
    journal.record(happening, session.code, provider=provider, at=at, by=by, details=about)
