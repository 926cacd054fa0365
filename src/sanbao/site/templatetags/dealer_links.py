"""Links to a dealer's file from pages that stand before it."""

from django import template
from django.urls import reverse

from sanbao.apps.accounts.access import User
from sanbao.apps.dealers import queries
from sanbao.apps.parties.queries import Dealer

register = template.Library()


@register.simple_tag
def dealer_file_of(dealer: Dealer, user: User) -> str:
    """The address of the file; "" for whom it does not exist."""
    return reverse("dealers:file", args=[dealer.code]) if queries.is_inside(user) else ""
