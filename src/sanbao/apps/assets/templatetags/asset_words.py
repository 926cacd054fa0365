"""What codes of a unit's file say to a person."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.assets.queries import ImportState
from sanbao.apps.journal.queries import Entry

register = template.Library()

CAUSES: dict[str, Promise] = {
    "product_quality": _("product quality"),
    "batch_fault": _("batch fault"),
    "transit": _("damage in transit"),
    "misuse": _("wrong use"),
    "human_damage": _("damage by people"),
    "force_majeure": _("force majeure"),
    "unknown": _("to be established"),
}
HAPPENINGS: dict[str, Promise] = {
    "asset.registered": _("registered"),
    "asset.changed": _("record changed"),
}
TONES = {
    ImportState.CHECKING: "blue",
    ImportState.CHECKED: "yellow",
    ImportState.IMPORTING: "blue",
    ImportState.DONE: "green",
    ImportState.FAILED: "red",
}


@register.filter
def cause_words(code: str) -> str:
    return str(CAUSES.get(code, code))


@register.filter
def what_happened(entry: Entry) -> str:
    return str(HAPPENINGS.get(entry.happening, entry.happening))


@register.filter
def tone(state: str) -> str:
    return TONES[ImportState(state)]
