"""Products, as far as a reader may see them."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.products.models import Product


def products_for(user: User) -> QuerySet[Product]:
    """Staff and dealers see the products of the company; a customer sees his units instead."""
    rows = Product.objects.filter(provider_id=user.provider_id)
    return rows if user.has_role(*STAFF, Role.DEALER) else rows.none()
