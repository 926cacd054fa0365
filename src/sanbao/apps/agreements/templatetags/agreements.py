"""Small words on the pages of agreements."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import views
from sanbao.apps.agreements.queries import Extension, ExtensionState
from sanbao.apps.parties.queries import Dealer
from sanbao.rules import identity

register = template.Library()
TONES: dict[str, str] = {
    ExtensionState.REQUESTED: "yellow",
    ExtensionState.APPROVED: "green",
    ExtensionState.REFUSED: "secondary",
}


@register.filter
def veiled(number: str) -> str:
    """An ID-card number with its middle hidden."""
    return identity.veiled(number)


@register.filter
def place(extension: Extension) -> str:
    """For which place or unit the cover is longer."""
    if extension.serial:
        return _("unit %(serial)s") % {"serial": extension.serial}
    if extension.site is not None:
        return f"{extension.site.customer} · {extension.site}"
    return extension.province + extension.city


@register.filter
def tone(extension: Extension) -> str:
    return TONES[extension.state]


@register.inclusion_tag("agreements/_of_dealer.html")
def agreements_of_dealer(dealer: Dealer, user: User) -> dict[str, Any]:
    """`{% agreements_of_dealer dealer user %}`: the agreements that name a dealer."""
    return {"rows": views.of_dealer(user, dealer)}
