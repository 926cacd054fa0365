"""Showing rounds: what happened to them in words, and where a case comes from."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.assets.queries import Asset
from sanbao.apps.desk.queries import Case
from sanbao.apps.inspections import queries
from sanbao.apps.journal.queries import Entry

register = template.Library()
ASKERS = ("customer", "desk", "manager")
SHOWN = 5

WORDS: Mapping[str, Any] = {
    "round.proposed": _("proposed"),
    "round.extended": _("units added"),
    "round.requested": _("asked for"),
    "round.planned": _("planned"),
    "round.moved": _("moved"),
    "round.notified": _("customer told"),
    "round.started": _("begun on site"),
    "round.unit_checked": _("unit inspected"),
    "round.unit_called_off": _("unit called off"),
    "round.fault_found": _("latent fault found"),
    "round.fault_photographed": _("photo of a latent fault"),
    "round.quote_answered": _("quote answered"),
    "round.opinion_heard": _("opinion written down"),
    "round.file_attached": _("file attached"),
    "round.signed": _("signed by the customer"),
    "round.cancelled": _("cancelled"),
}
TOLD = ("unit", "on", "time", "engineer", "designer", "whom", "found", "words", "reason", "wish")


@register.filter
def round_words(entry: Entry) -> str:
    return str(WORDS.get(entry.happening, entry.happening))


@register.filter
def round_more(entry: Entry) -> str:
    """Which unit, which day, who, why."""
    return " · ".join(str(entry.details[name]) for name in TOLD if entry.details.get(name))


@register.inclusion_tag("inspections/_found.html")
def found_by(case: Case) -> dict[str, Any]:
    """`{% found_by case %}`: the inspection behind a case, nothing where there is none."""
    return {"fault": queries.found_for(case)}


@register.inclusion_tag("inspections/_of_unit.html")
def inspections_of(asset: Asset, user: User) -> dict[str, Any]:
    """`{% inspections_of asset user %}`: the rounds on which a unit was or will be."""
    rows = queries.Inspection.objects.filter(asset=asset, round__in=queries.rounds_for(user))
    latest = rows.select_related("round").order_by("-id")[:SHOWN]
    return {"asset": asset, "inspections": latest, "may_ask": user.has_role(*ASKERS)}
