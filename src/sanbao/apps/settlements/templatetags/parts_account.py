"""The account of a dealer's parts on its page."""

from datetime import date
from typing import Any

from django import template

from sanbao.apps.accounts.access import User
from sanbao.apps.parties.queries import Dealer
from sanbao.apps.settlements import queries

register = template.Library()


@register.inclusion_tag("settlements/_parts_of_dealer.html")
def parts_account_of(dealer: Dealer, user: User, today: str) -> dict[str, Any]:
    """`{% now "Y-m-d" as today %}{% parts_account_of dealer user today %}`: what it comes to, and
    where to read it.
    """
    if not queries.parts_accounts_for(user).filter(pk=dealer.pk).exists():
        return {}
    totals = queries.parts_totals(dealer, on=date.fromisoformat(today))
    return {"dealer": dealer, "totals": totals}
