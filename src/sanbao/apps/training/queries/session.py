"""Courses and sessions as far as a reader may see them, and what an agreement grants."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.apps.training.facts import TRAINED
from sanbao.apps.training.models import (
    Audience,
    Course,
    Enrolment,
    EnrolmentState,
    Session,
    SessionState,
)
from sanbao.rules.terms import Deed, OneOff, Relief, Remedy, Rhythm
from sanbao.rules.training import Due, due

READERS = (*STAFF, Role.DEALER, Role.CUSTOMER)
KEEPERS = (Role.MANAGER,)


def courses_for(user: User) -> QuerySet[Course]:
    """Staff see all; dealers' and customers' people what is offered to them."""
    rows = Course.objects.filter(provider_id=user.provider_id).select_related("qualification")
    return rows if user.has_role(*STAFF) else rows.filter(meant_for(user, ""), is_offered=True)


def sessions_for(user: User) -> QuerySet[Session]:
    """Staff see all; others those that their people may come to, or have come to."""
    rows = Session.objects.filter(provider_id=user.provider_id).select_related(
        "course__qualification", "agreement", "attendance", "provider"
    )
    if user.has_role(*STAFF):
        return rows
    people = parties.people_for(user)
    theirs = Q(agreement__isnull=True) | Q(agreement__in=agreements.agreements_for(user))
    been = Q(pk__in=Enrolment.objects.filter(person__in=people).values("session_id"))
    return rows.filter((meant_for(user, "course__") & theirs) | been)


def meant_for(user: User, path: str) -> Q:
    audience = []
    if user.has_role(Role.DEALER):
        audience.append(Audience.DEALERS.value)
    if user.has_role(Role.CUSTOMER):
        audience.append(Audience.CUSTOMERS.value)
    return Q(**{f"{path}audience__overlap": audience})


def counted(rows: QuerySet[Session]) -> QuerySet[Session]:
    """With how many places are taken (`taken`), and how many wait (`waiting`)."""
    taken = Q(enrolments__state__in=[EnrolmentState.SIGNED_UP, EnrolmentState.ATTENDED])
    waits = Q(enrolments__state=EnrolmentState.WAITING)
    return rows.annotate(
        taken=Count("enrolments", filter=taken), waiting=Count("enrolments", filter=waits)
    )


def narrowed(rows: QuerySet[Session], *, shown: str) -> QuerySet[Session]:
    """shown: `coming`, `held`, or all."""
    if shown == "coming":
        return rows.filter(state=SessionState.PLANNED)
    return rows.filter(state=SessionState.HELD) if shown == "held" else rows


def enrolments_of(session: Session, user: User) -> QuerySet[Enrolment]:
    """Who has a place, first come first; others than staff see their own people."""
    rows = session.enrolments.exclude(state=EnrolmentState.WITHDRAWN).select_related(
        "person__dealer", "person__customer", "person__station", "certificate"
    )
    if not user.has_role(*STAFF):
        rows = rows.filter(person__in=parties.people_for(user))
    return rows.order_by("pk")


def sees_everybody(session: Session, user: User) -> bool:
    """Whether the signed record, which names everybody who was there, names only the reader's own
    people: of a training for one dealer it does, of an open one it does not.
    """
    if user.has_role(*STAFF):
        return True
    return not session.enrolments.exclude(person__in=parties.people_for(user)).exists()


def enrolments_for(user: User) -> QuerySet[Enrolment]:
    """What the people whom the reader may see have taken part in, the newest first."""
    rows = Enrolment.objects.filter(
        person__in=parties.people_for(user), session__provider_id=user.provider_id
    )
    return rows.select_related("session__course", "person", "certificate")


def owed_trainings(agreement: agreements.Agreement) -> QuerySet[obligations.Obligation]:
    """Trainings that the agreement owes and that nobody has given yet, the next due first."""
    rows = obligations.Obligation.objects.filter(
        version__agreement=agreement, what=TRAINED, state__in=obligations.OPEN_STATES
    )
    return rows.order_by("due_at", "pk")


def due_of(agreement: agreements.Agreement, *, at: datetime, before: int | None = None) -> Due:
    """Whether a training of the agreement held `at` is free, by which clause, and which it is.

    before: a session that does not count itself.
    """
    given = Session.objects.filter(agreement=agreement, state=SessionState.HELD)
    opened = Q(opens_at__isnull=True) | Q(opens_at__lte=at)
    owed = owed_trainings(agreement).filter(opened).values_list("clause", flat=True).first()
    granted, clause = granted_by(agreement)
    number = given.exclude(pk=before).count() if before is not None else given.count()
    return due(owed=owed or "", granted=granted, clause=clause, given=number)


def granted_by(agreement: agreements.Agreement) -> tuple[int, str]:
    """How many trainings an agreement grants without their being owed on a day, and the clause
    that speaks of trainings. A remedy is granted once (P3-5.2); what comes round is owed, and a
    further one is none of it.
    """
    version = agreements.last_in_force(agreement)
    terms = agreements.terms(version).terms if version else ()
    remedies = [t.clause for t in terms if isinstance(t, Remedy) and t.what is Relief.TRAINING]
    if remedies:
        return 1, remedies[0]
    duties = (t.clause for t in terms if isinstance(t, OneOff | Rhythm) and t.what is Deed.TRAINED)
    return 0, next(duties, "")


def to_sign_up(user: User) -> QuerySet[parties.Person]:
    """Whom the reader may sign up: a manager everybody, an engineer himself, others their own."""
    rows = parties.people_for(user).order_by("name", "pk")
    own = user.has_role(Role.MANAGER, Role.DEALER, Role.CUSTOMER)
    return rows if own else rows.filter(user=user)
