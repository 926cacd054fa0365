"""What a visit's facts and fee are called: the words of the pages and of the paper."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.rules.facts import Cause, Code

Words = Mapping[str, str | Promise]

CAUSES: Words = {
    Cause.PRODUCT_QUALITY.value: _("product quality"),
    Cause.BATCH_FAULT.value: _("batch fault"),
    Cause.TRANSIT.value: _("damage in transit"),
    Cause.MISUSE.value: _("misuse"),
    Cause.HUMAN_DAMAGE.value: _("damage by people"),
    Cause.FORCE_MAJEURE.value: _("force majeure"),
}
CODES: Words = {
    Code.SHELL.value: _("shell"),
    Code.PACKING.value: _("packing"),
    Code.SEAL_BROKEN.value: _("seal broken"),
    Code.OPENED.value: _("opened without leave"),
    Code.NOT_PER_MANUAL.value: _("not used as the manual says"),
    Code.MISUSE.value: _("misused"),
    Code.UNFIT_SUPPLIES.value: _("unfit supplies"),
    Code.HUMAN_DAMAGE.value: _("damaged by people"),
    Code.FORCE_MAJEURE.value: _("force majeure"),
    Code.VOUCHER_MISMATCH.value: _("voucher does not match"),
    Code.VOUCHER_ALTERED.value: _("voucher altered"),
}
ITEMS: Words = {
    "parts": _("parts"),
    "labour": _("labour"),
    "travel": _("travel"),
    "freight": _("freight"),
}
PARTIES: Words = {
    "provider": _("the provider"),
    "dealer": _("the dealer"),
    "customer": _("the customer"),
}
BASES: Words = {
    "free": _("free of charge"),
    "cost": _("at cost"),
    "price_list": _("by the price list"),
    "tender_list": _("by the tender price list"),
    "favourable": _("at the most favourable price"),
    "quote": _("by a quotation"),
}


def word(words: Words, name: str) -> str:
    """What `name` is called; what has no name yet shows its code."""
    return str(words.get(name, name))
