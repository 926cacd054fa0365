"""People and what they are certified to do."""

from datetime import date

from django.db.models import QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.parties.models import Credential, Person

SERVICE = "service"
DESIGN = "design"
SOON_DAYS = 60


def engineers(provider_id: int) -> QuerySet[User]:
    """The engineers of a company who can sign in, by name."""
    return User.objects.filter(
        provider_id=provider_id, is_active=True, roles__contains=[Role.ENGINEER.value]
    ).order_by("display_name", "pk")


def users_without_person(provider_id: int) -> QuerySet[User]:
    """Accounts that nobody has been recorded for yet."""
    return User.objects.filter(provider_id=provider_id, is_active=True, person__isnull=True)


def certificate(user: User, *, on: date, kind: str = SERVICE) -> Credential | None:
    """The certificate of `user` that is valid on the day, the one that lasts longest."""
    valid = Credential.objects.filter(
        person__user=user, kind=kind, valid_from__lte=on, valid_until__gte=on
    )
    return valid.order_by("-valid_until", "-pk").first()


def design_engineers(provider_id: int, *, on: date) -> QuerySet[Person]:
    """The people marked as design engineers on the day, by name: they need no account."""
    valid = Credential.objects.filter(kind=DESIGN, valid_from__lte=on, valid_until__gte=on)
    rows = Person.objects.filter(provider_id=provider_id, credentials__in=valid)
    return rows.distinct().order_by("name", "pk")


def design_until(person: Person, *, on: date) -> date | None:
    """The last day until which `person` is a design engineer, if he is one on the day."""
    held = person.credentials.filter(kind=DESIGN, valid_from__lte=on, valid_until__gte=on)
    return held.order_by("-valid_until").values_list("valid_until", flat=True).first()


def people_for(user: User) -> QuerySet[Person]:
    """Staff see the people of the company with their certificates; others see themselves."""
    rows = (
        Person.objects.filter(provider_id=user.provider_id)
        .select_related("station", "dealer", "customer", "user")
        .prefetch_related("credentials")
    )
    return rows if user.has_role(*STAFF) else rows.filter(user=user)


def certificates_of(person: Person, *, on: date) -> list[tuple[Credential, str]]:
    """A person's certificates with how each stands on the day, the longest first."""
    held = sorted(person.credentials.all(), key=lambda one: one.valid_until, reverse=True)
    return [(credential, standing_of(credential, on=on)) for credential in held]


def standing_of(credential: Credential, *, on: date) -> str:
    """`coming`, `valid`, `ending` (within 60 days) or `expired`."""
    if credential.valid_from > on:
        return "coming"
    if credential.valid_until < on:
        return "expired"
    return "ending" if (credential.valid_until - on).days <= SOON_DAYS else "valid"


def users_of_station(provider_id: int, code: str) -> QuerySet[User]:
    """The people of a station who can sign in."""
    return User.objects.filter(
        provider_id=provider_id, is_active=True, person__station__code=code
    ).order_by("pk")


def users_of_dealer(provider_id: int, code: str) -> QuerySet[User]:
    """The people of a dealer who can sign in."""
    return User.objects.filter(
        provider_id=provider_id, is_active=True, person__dealer__code=code
    ).order_by("pk")
