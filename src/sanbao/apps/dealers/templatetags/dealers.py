"""What happened to a dealer, in words."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.journal.queries import Entry

register = template.Library()

WORDS: Mapping[str, Promise] = {
    "dealer.staff_named": _("repair staff named"),
    "dealer.staff_ended": _("repairs for the dealer no more"),
    "dealer.staff_told": _("the dealer told us of a change"),
    "dealer.equipment_entered": _("equipment entered"),
    "dealer.equipment_removed": _("equipment removed"),
    "dealer.shortfall_declared": _("a shortfall put on record"),
    "dealer.organisation_complete": _("the organisation is complete again"),
    "dealer.order_sent": _("a repair order sent"),
    "dealer.order_accepted": _("a repair order accepted"),
    "dealer.order_refused": _("a repair order refused"),
    "dealer.order_done": _("a repair order done"),
    "dealer.order_withdrawn": _("a repair order taken back"),
    "dealer.exposed": _("an exposure put on record"),
    "dealer.awarded": _("awarded as outstanding service unit"),
    "dealer.territory_moved": _("the territory moved to another station"),
    "dealer.report_filed": _("a report handed in"),
    "dealer.report_corrected": _("a report corrected"),
    "dealer.survey_opened": _("a survey sent to the dealer"),
    "dealer.survey_answered": _("a survey answered"),
    "dealer.checked": _("the dealer was checked"),
    "dealer.failure_opened": _("a major failure became known"),
    "dealer.failure_reported": _("a major failure reported"),
    "dealer.failure_investigated": _("a major failure investigated"),
    "dealer.failure_assessed": _("a major failure assessed"),
    "dealer.account_proposed": _("a bank account proposed"),
    "dealer.account_confirmed": _("a bank account confirmed"),
    "dealer.account_withdrawn": _("a proposed bank account withdrawn"),
}
TOLD = ("who", "what", "account", "changed_on", "reason")


@register.filter
def dealer_words(entry: Entry) -> str:
    """What happened; whatever has no words yet by its code."""
    return str(WORDS.get(entry.happening, entry.happening))


@register.filter
def dealer_more(entry: Entry) -> str:
    """What the entry says besides: who, what, since when, why."""
    return " · ".join(str(entry.details[name]) for name in TOLD if entry.details.get(name))


@register.filter
def in_words(reason: str) -> str:
    """A reason that the system gave, in the reader's language; others as they were written."""
    return gettext(reason) if reason else ""
