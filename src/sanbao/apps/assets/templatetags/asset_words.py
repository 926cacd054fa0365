"""What codes of a unit's file say to a person."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.assets import queries
from sanbao.apps.assets.queries import Asset, ImportState
from sanbao.apps.journal.queries import Entry
from sanbao.rules.deadline import china_day

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


@register.inclusion_tag("assets/_running.html")
def running_of(asset: Asset, at: datetime) -> dict[str, Any]:
    """`{% running_of asset now %}`: the run log and the maintenance by the customer."""
    on = china_day(at)
    return {"asset": asset, "running": queries.running(asset, on=on)}


@register.inclusion_tag("assets/_running.html")
def latest_running_of(asset: Asset) -> dict[str, Any]:
    """The same without the weeks, for a page about something else."""
    return {"asset": asset, "running": queries.latest_running(asset)}


@register.filter
def tone(state: str) -> str:
    return TONES[ImportState(state)]
