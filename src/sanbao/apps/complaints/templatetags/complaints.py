"""What happened to a complaint, in words, and the colours of its states."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.journal.queries import Entry

register = template.Library()

WORDS: Mapping[str, Promise] = {
    "complaint.opened": _("complaint received"),
    "complaint.noted": _("note added"),
    "complaint.assigned": _("given to somebody"),
    "complaint.planned": _("a plan was given"),
    "complaint.investigated": _("investigated"),
    "complaint.answered": _("answered"),
    "complaint.reopened": _("the complainer is not content"),
    "complaint.verified": _("verified with the complainer"),
    "complaint.closed": _("closed"),
    "complaint.withdrawn": _("withdrawn"),
}
TONES: Mapping[str, str] = {
    "received": "red",
    "investigated": "orange",
    "answered": "blue",
    "verified": "cyan",
    "closed": "green",
    "withdrawn": "secondary",
    "slight": "secondary",
    "serious": "orange",
    "grave": "red",
}
TOLD = ("note", "reason", "plan", "name", "with")


@register.filter
def complaint_tone(value: str) -> str:
    return TONES.get(value, "secondary")


@register.filter
def complaint_words(entry: Entry) -> str:
    return str(WORDS.get(entry.happening, ""))


@register.filter
def complaint_more(entry: Entry) -> str:
    """What the entry says besides: the note, the reason, the plan, to whom it was given."""
    return " · ".join(str(entry.details[name]) for name in TOLD if entry.details.get(name))
