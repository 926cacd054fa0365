"""People, and who of them can sign in."""

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.parties.models import Customer, Dealer, Person


def engineers(provider_id: int) -> QuerySet[User]:
    """The engineers of a company who can sign in, by name."""
    return User.objects.filter(
        provider_id=provider_id, is_active=True, roles__contains=[Role.ENGINEER.value]
    ).order_by("display_name", "pk")


def users_without_person(provider_id: int) -> QuerySet[User]:
    """Accounts that nobody has been recorded for yet."""
    return User.objects.filter(provider_id=provider_id, is_active=True, person__isnull=True)


def people_for(user: User) -> QuerySet[Person]:
    """Staff see the people of the company; a dealer and a customer their own; others themselves."""
    rows = Person.objects.filter(provider_id=user.provider_id).select_related(
        "station", "dealer", "customer", "user"
    )
    if user.has_role(*STAFF):
        return rows
    mine = Q(user=user)
    if user.has_role(Role.DEALER):
        mine |= Q(dealer__in=Dealer.objects.filter(people__user=user))
    if user.has_role(Role.CUSTOMER):
        mine |= Q(customer__in=Customer.objects.filter(people__user=user))
    return rows.filter(mine)


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
