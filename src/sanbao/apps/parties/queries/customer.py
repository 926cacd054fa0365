"""Customers, their sites and dealers, as far as a reader may see them."""

from typing import Any

from django.db.models import Count, QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.parties.models import Customer, Dealer, Site
from sanbao.apps.parties.queries.search import found


def customer_of(user: User) -> Customer | None:
    """The customer whose person signs in as `user`."""
    return Customer.objects.filter(people__user=user, provider_id=user.provider_id).first()


def dealer_of(user: User) -> Dealer | None:
    """The dealer whose person signs in as `user`."""
    return Dealer.objects.filter(people__user=user, provider_id=user.provider_id).first()


def customers_for(user: User) -> QuerySet[Customer]:
    """Staff see all customers of the company, a customer himself, others nobody."""
    rows = Customer.objects.filter(provider_id=user.provider_id)
    if user.has_role(*STAFF):
        return rows
    if user.has_role(Role.CUSTOMER):
        return rows.filter(people__user=user)
    return rows.none()


def find_customers(user: User, text: str) -> QuerySet[Customer]:
    """The customers with every word of `text` in number, name or phone; all for no text."""
    rows = customers_for(user).annotate(site_count=Count("sites"))
    return found(rows, text) if text.strip() else rows


def sites_for(user: User) -> QuerySet[Site]:
    seen = customers_for(user)
    return Site.objects.filter(customer__in=seen).select_related("customer")


def own_dealers(user: User) -> QuerySet[Dealer, Any]:
    """The dealer whose person `user` is, whatever else he may be: money is shown by this alone."""
    return Dealer.objects.filter(provider_id=user.provider_id, people__user=user)


def dealers_for(user: User) -> QuerySet[Dealer, Any]:
    """Staff see all dealers of the company, a dealer himself."""
    rows = Dealer.objects.filter(provider_id=user.provider_id)
    if user.has_role(*STAFF):
        return rows
    return rows.filter(people__user=user)
