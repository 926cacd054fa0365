"""What happened to a work order, in words."""

from django import template
from django.utils.translation import gettext_lazy as _

from sanbao.apps.journal.queries import Entry

register = template.Library()

WORDS = {
    "workorder.raised": _("raised"),
    "workorder.assigned": _("assigned"),
    "workorder.unassigned": _("taken off, to be assigned anew"),
    "workorder.joined": _("somebody goes along"),
    "workorder.left": _("somebody does not go along any more"),
    "workorder.needs": _("parts needed stated"),
    "workorder.booked": _("time planned"),
    "workorder.unbooked": _("planned time given back"),
    "workorder.started": _("appointment agreed"),
    "workorder.sent_back": _("another visit needed"),
    "workorder.restored": _("restored, signed by the customer"),
    "workorder.reported": _("report handed in"),
    "workorder.cancelled": _("cancelled"),
}


@register.filter
def in_words(entry: Entry) -> str:
    return str(WORDS.get(entry.happening, entry.happening))
