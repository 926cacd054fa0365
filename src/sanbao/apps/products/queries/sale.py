"""Settled sales, as far as a reader may see them."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.parties.queries import own_dealers
from sanbao.apps.products.models import SettledSale

SALES_READERS = (Role.FINANCE, Role.MARKETING, Role.SALES, Role.AUDITOR, Role.DEALER)


def sales_for(user: User) -> QuerySet[SettledSale]:
    """Who sells, pays and audits sees those of all dealers, a dealer its own."""
    rows = SettledSale.objects.filter(provider_id=user.provider_id)
    rows = rows.select_related("dealer", "product")
    if user.has_role(Role.FINANCE, Role.MARKETING, Role.SALES, Role.AUDITOR):
        return rows
    return rows.filter(dealer__in=own_dealers(user)) if user.has_role(Role.DEALER) else rows.none()
