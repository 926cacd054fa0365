"""What happened to a sheet, in words, and the colours of its states."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.journal.queries import Entry
from sanbao.rules.spotcheck import RISK_WORDS, Risk
from sanbao.rules.verification import REASON_WORDS, Reason

register = template.Library()

WORDS: Mapping[str, Promise] = {
    "sheet.drafted": _("sheet drafted"),
    "sheet.changed": _("sheet changed"),
    "sheet.file_attached": _("file attached"),
    "sheet.called": _("first follow-up without a confirmation"),
    "sheet.confirmed": _("confirmed by a first follow-up"),
    "sheet.checked": _("second follow-up made"),
    "sheet.returned": _("sent back to be completed"),
    "sheet.verified": _("checked and allowed"),
    "sheet.refused": _("payment refused"),
    "sheet.waived": _("waived"),
    "sheet.restored": _("stands again"),
}
TONES: Mapping[str, str] = {
    "drafted": "secondary",
    "confirmed": "cyan",
    "submitted": "blue",
    "returned": "orange",
    "verified": "green",
    "settled": "green",
    "refused": "red",
    "waived": "red",
    "asked": "blue",
    "granted": "green",
    "proposed": "orange",
    "disputed": "orange",
    "upheld": "red",
    "dropped": "secondary",
    "waiting": "blue",
    "running": "blue",
    "done": "green",
    "failed": "red",
}
TOLD = ("reason", "note")


@register.filter
def claim_tone(value: str) -> str:
    return TONES.get(value, "secondary")


@register.filter
def claim_words(entry: Entry) -> str:
    return str(WORDS.get(entry.happening, ""))


@register.filter
def claim_more(entry: Entry) -> str:
    """What the entry says besides: the reason, the customer's words."""
    return " · ".join(str(entry.details[name]) for name in TOLD if entry.details.get(name))


@register.filter
def risk_words(kind: str) -> str:
    """Why a sheet is looked at more closely."""
    return said(RISK_WORDS[Risk(kind)]) if kind in set(Risk) else kind


@register.filter
def percent(share: float) -> str:
    """A share of 1 in per cent, with one place."""
    return f"{100 * share:.1f} %"


@register.filter
def reason_words(code: str) -> str:
    """Why a line is not allowed whole."""
    return said(REASON_WORDS[Reason(code)]) if code in set(Reason) else code
