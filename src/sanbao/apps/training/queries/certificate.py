"""What people are certified to do."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.parties import queries as parties
from sanbao.apps.training.facts import DESIGN, SERVICE, SOON_DAYS
from sanbao.apps.training.models import Certificate
from sanbao.rules.certificate import Held, Standing, standing


def valid(on: date) -> Q:
    """Certificates that count on the day."""
    within = Q(valid_from__lte=on, valid_until__gte=on)
    return within & (Q(revoked_on__isnull=True) | Q(revoked_on__gt=on))


def certificate(user: User, *, on: date, kind: str = SERVICE) -> Certificate | None:
    """The certificate of `user` that is valid on the day, the one that lasts longest."""
    return next(iter(lasting(user.pk, kind, on)), None)


@prepared
def lasting(user_id: int, kind: str, on: date) -> QuerySet[Certificate]:
    """Those of one kind that are valid on the day, the one that lasts longest first."""
    rows = Certificate.objects.filter(valid(on), person__user_id=user_id, qualification__code=kind)
    return rows.order_by("-valid_until", "-pk")[:1]


def design_engineers(provider_id: int, *, on: date) -> QuerySet[parties.Person]:
    """The people certified as design engineers on the day, by name: they need no account."""
    held = Certificate.objects.filter(valid(on), qualification__code=DESIGN)
    rows = parties.Person.objects.filter(provider_id=provider_id, certificates__in=held)
    return rows.distinct().order_by("name", "pk")


def design_until(person: parties.Person, *, on: date) -> date | None:
    """The last day until which `person` is a design engineer, if he is one on the day."""
    held = Certificate.objects.filter(valid(on), person=person, qualification__code=DESIGN)
    return held.order_by("-valid_until").values_list("valid_until", flat=True).first()


def certificates_for(user: User) -> QuerySet[Certificate]:
    """Those of the people whom the reader may see."""
    rows = Certificate.objects.filter(
        provider_id=user.provider_id, person__in=parties.people_for(user)
    )
    return rows.select_related(
        "qualification", "person__station", "person__dealer", "person__customer", "paper"
    )


def filtered(rows: QuerySet[Certificate], *, shown: str, on: date) -> QuerySet[Certificate]:
    """shown: `ending` within 60 days, `valid`, `expired`, `revoked`, or all."""
    if shown == "ending":
        last = on + timedelta(days=SOON_DAYS)
        return rows.filter(valid(on), valid_until__lte=last, renewed_by__isnull=True)
    if shown == "valid":
        return rows.filter(valid(on))
    if shown == "expired":
        return rows.filter(valid_until__lt=on, revoked_on__isnull=True)
    return rows.filter(revoked_on__isnull=False) if shown == "revoked" else rows


def standing_of(row: Certificate, *, on: date) -> Standing:
    return standing(row.held, on=on, warn_days=max(row.qualification.remind_days, default=0))


def certificates_of(person: parties.Person, *, on: date) -> list[tuple[Certificate, Standing]]:
    """A person's certificates with how each stands on the day, the longest first."""
    held = sorted(person.certificates.all(), key=lambda one: one.valid_until, reverse=True)
    return [(row, standing_of(row, on=on)) for row in held]


def people_for(user: User) -> QuerySet[parties.Person]:
    """The people whom the reader may see, with their certificates."""
    return parties.people_for(user).prefetch_related("certificates__qualification")


def held_by(users: Iterable[User]) -> dict[int, dict[str, list[Held]]]:
    """By user and qualification: every certificate, in one query. Of hundreds of people only the
    columns are read that count, and rows of all of a company rather than by a long list of keys.
    """
    providers = {user.pk: user.provider_id for user in users}
    rows = Certificate.objects.filter(person__user_id__in=list(providers))
    if len(providers) > SOME:
        rows = Certificate.objects.filter(provider_id__in=set(providers.values()))
    found: dict[int, dict[str, list[Held]]] = {}
    for user, code, *held in rows.values_list(*HELD) if providers else ():
        if user in providers:
            found.setdefault(user, {}).setdefault(code, []).append(Held(*held))
    return found


# Of more people than this all certificates of the company are read.
SOME = 100
HELD = (
    "person__user_id",
    "qualification__code",
    "number",
    "valid_from",
    "valid_until",
    "revoked_on",
)


def is_anybody_certified(provider_id: int, *, on: date) -> bool:
    """Whether an engineer who can sign in holds a service certificate that counts on the day."""
    rows = Certificate.objects.filter(
        valid(on),
        person__user__in=parties.engineers(provider_id),
        qualification__code=SERVICE,
    )
    return rows.exists()


def providers_with_people() -> list[int]:
    """The companies in which somebody holds a certificate, or has held one."""
    rows = Certificate.objects.order_by("provider_id").values_list("provider_id", flat=True)
    return list(rows.distinct())
