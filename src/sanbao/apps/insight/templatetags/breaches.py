"""Breaches beside what they are about: an agreement that may be ended over them, a dealer."""

from typing import Any

from django import template

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements.queries import Agreement
from sanbao.apps.insight import views
from sanbao.apps.parties.queries import Dealer

register = template.Library()


@register.inclusion_tag("insight/_breaches.html")
def breaches_of_agreement(agreement: Agreement, user: User) -> dict[str, Any]:
    """`{% breaches_of_agreement agreement user %}`: what was promised by it and not kept."""
    return views.panel(user, agreement=agreement.code)


@register.inclusion_tag("insight/_breaches.html")
def breaches_of_dealer(dealer: Dealer, user: User) -> dict[str, Any]:
    """`{% breaches_of_dealer dealer user %}`: what he owed and did not keep."""
    return views.panel(user, owing_dealer=dealer.code)
