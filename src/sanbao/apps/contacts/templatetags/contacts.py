"""How a contact looks: its colour, and how long it has waited."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django import template
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanbao.apps.accounts.access import User
from sanbao.apps.contacts.facts import ANSWERS, LOOKS_ON

register = template.Library()

TONES: Mapping[str, str] = {
    "waiting": "orange",
    "missed": "red",
    "held": "blue",
    "passed_on": "purple",
    "solved": "green",
    "in_case": "green",
}
HOUR = 3600


@register.filter
def sees_figures(user: User) -> bool:
    return user.has_role(*ANSWERS, *LOOKS_ON)


@register.filter
def contact_tone(state: str) -> str:
    return TONES.get(state, "secondary")


@register.filter
def waited(since: datetime, at: datetime) -> str:
    """How long ago, in the largest whole unit: 40 seconds, 5 minutes, 3 hours, 2 days."""
    return lasting(at - since)


@register.filter
def lasting(span: timedelta | None) -> str:
    if span is None:
        return "—"
    seconds = max(0, int(span.total_seconds()))
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if seconds < HOUR:
        return _("%(n)d min") % {"n": seconds // 60}
    if seconds < 48 * HOUR:
        return _("%(n)d h") % {"n": seconds // HOUR}
    days = seconds // (24 * HOUR)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


@register.filter
def closing(end: datetime) -> str:
    """The local hour at which a stretch ends: midnight is 24:00 of the day before."""
    local = localtime(end)
    return "24:00" if (local.hour, local.minute) == (0, 0) else f"{local:%H:%M}"
