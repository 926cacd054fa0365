"""Which certificates a work asks for, and whether somebody has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import STAFF, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.training.facts import KNOWN, SERVICE
from sanbao.apps.training.models import Certificate, Course, Need, Qualification, Work
from sanbao.apps.training.queries.certificate import certificate, held_by
from sanbao.apps.training.queries.session import courses_for
from sanbao.rules import certificate as rules
from sanbao.rules.terms import Deed, Upkeep


@dataclass(frozen=True, slots=True)
class Job:
    """What somebody would be sent to do: on which product, under which agreement."""

    provider_id: int
    work: str = Work.ON_SITE.value
    product_id: int | None = None
    version: agreements.Version | None = None


@dataclass(frozen=True, slots=True)
class Fitness:
    """until: the last day until which everything needed is held. lack: what is not."""

    until: date | None
    lack: rules.Lack | None


def qualifications_for(user: User) -> QuerySet[Qualification]:
    return Qualification.objects.filter(provider_id=user.provider_id).order_by("name", "pk")


def needs_for(user: User) -> QuerySet[Need]:
    """The company's own people see them."""
    if not user.has_role(*STAFF):
        return Need.objects.none()
    rows = Need.objects.filter(provider_id=user.provider_id)
    return rows.select_related("qualification", "product")


def courses_giving(user: User) -> dict[int, list[Course]]:
    """By qualification the courses on offer that give it: who lacks one needs one of these."""
    found: dict[int, list[Course]] = {}
    rows = courses_for(user).filter(is_offered=True, qualification__isnull=False)
    for row in rows.order_by("topic", "pk"):
        if row.qualification_id is not None:
            found.setdefault(row.qualification_id, []).append(row)
    return found


def needs_of(job: Job) -> list[rules.Need]:
    """What the job asks for: the company's own rows, else the service certificate.

    The clause is that of the row; a row without one stands on the agreement's promise of certified
    engineers (P6-7.4), where it makes one.
    """
    promised = clause_of(job.version)
    found = [
        rules.Need(row.qualification.code, row.qualification.name, row.clause or promised)
        for row in asked(job.provider_id, job.work, job.product_id)
    ]
    return found or [rules.Need(SERVICE, KNOWN[SERVICE], promised)]


@prepared
def asked(provider_id: int, work: str, product_id: int | None) -> QuerySet[Need]:
    rows = Need.objects.filter(Q(product_id=None) | Q(product_id=product_id))
    rows = rows.filter(provider_id=provider_id, work=work)
    return rows.select_related("qualification").order_by("pk")


def clause_of(version: agreements.Version | None) -> str:
    """The clause by which certified engineers are promised, "" where none does."""
    if version is None:
        return ""
    promised = (
        term.clause
        for term in agreements.terms(version).terms
        if isinstance(term, Upkeep) and term.what is Deed.CERTIFIED
    )
    return next(promised, "")


def lacking(user: User, job: Job, *, on: date) -> rules.Lack | None:
    """What `user` lacks for the job on the day; None for nothing."""
    return fitness([user], job, on=on)[user.pk].lack


def certificate_for(user: User, job: Job, *, on: date) -> Certificate | None:
    """The certificate that `user` shows for the job on the day: of what it asks for first."""
    first, *_ = needs_of(job)
    return certificate(user, on=on, kind=first.qualification)


def fitness(users: Sequence[User], job: Job, *, on: date) -> dict[int, Fitness]:
    """By user: whether he may be sent on the day, and until when; in two queries."""
    needs, held = needs_of(job), held_by(users)
    return {user.pk: fit(needs, held.get(user.pk, {}), on=on) for user in users}


def fit(needs: Sequence[rules.Need], held: dict[str, list[rules.Held]], *, on: date) -> Fitness:
    missing = rules.lack(needs, held, on=on)
    if missing is not None:
        return Fitness(None, missing)
    longest = (rules.best(held[need.qualification], on=on) for need in needs)
    return Fitness(min(one.until for one in longest if one is not None), None)
