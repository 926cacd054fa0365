"""People: known by name, at a station, a dealer or a customer."""

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.parties.models import Customer, Dealer, Person, Station
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


def create_person(
    name: str,
    *,
    provider: Provider,
    user: User | None = None,
    phone: str = "",
    belongs_to: Station | Dealer | Customer | None = None,
) -> Person:
    """Somebody known by name, at a station, a dealer or a customer."""
    if user is not None and Person.objects.filter(user=user).exists():
        raise Refused(Message("this account belongs to another person"), field="user")
    return Person.objects.create(
        provider=provider,
        user=user,
        name=name.strip(),
        phone=phone.strip(),
        station=belongs_to if isinstance(belongs_to, Station) else None,
        dealer=belongs_to if isinstance(belongs_to, Dealer) else None,
        customer=belongs_to if isinstance(belongs_to, Customer) else None,
    )
