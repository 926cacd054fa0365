"""Showing a decision to people: `{% decision answer %}`, and the words of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.desk.forms.choices import CAUSES, CLAIMANTS, CODES, KINDS, REASONS, SEVERITIES
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.span import Span

register = template.Library()
Words = Mapping[str, str | Promise]

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
REMEDIES: Words = {
    "repair": _("repair"),
    "exchange": _("exchange"),
    "refund": _("refund"),
    "loaner": _("a spare unit on loan"),
    "training": _("training in its use"),
    "explanation": _("an explanation first"),
    "management_decision": _("a decision by the management"),
    "return_to_sender": _("may be sent back to the sender"),
    "hand_to_sales": _("no price is given here: hand over to sales"),
}


# Only for these does a price, or its absence, say anything.
PRICED = frozenset({"repair", "exchange", "refund", "loaner", "training"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: what, who or how, when or how much, by which clause or article of law."""

    what: str
    who: str
    how: str
    clause: str
    text: str
    is_law: bool


class Texts(dict[str, str]):
    """The words of the clauses by number; `law` holds those that are articles of the law."""

    law: frozenset[str] = frozenset()


@register.inclusion_tag("desk/_decision.html")
def decision(answer: Mapping[str, Any], prefix: str = "decision") -> dict[str, Any]:
    """`answer` is a decision as JSON values; `prefix` keeps ids apart on a page with several."""
    texts = Texts((clause["id"], clause["text"]) for clause in answer["clauses"])
    texts.law = frozenset(clause["id"] for clause in answer["clauses"] if clause.get("law"))
    return {
        "prefix": prefix,
        "warranty": answer["warranty"],
        "warranty_text": texts.get(answer["warranty"]["clause"], ""),
        "warranty_is_law": answer["warranty"]["clause"] in texts.law,
        "has_law": bool(texts.law),
        "charges": [charge_line(line, texts) for line in answer["charges"]],
        "duties": [duty_line(line, texts) for line in answer["obligations"]],
        "remedies": [remedy_line(line, texts) for line in answer["remedies"]],
        "clauses": answer["clauses"],
        "is_provisional": answer.get("calendar") == "provisional",
    }


@register.simple_tag
def clause_number(clause: str, text: str = "", *, is_law: bool = False) -> SafeString:
    """The number of a clause, or of an article of the law, its words on pointing."""
    words = gettext("law: %(number)s") if is_law else gettext("clause %(number)s")
    return format_html(
        '<span class="badge {}"{}>{}</span>',
        "bg-purple-lt" if is_law else "bg-blue-lt",
        format_html(' title="{}"', text) if text else "",
        words % {"number": clause},
    )


def charge_line(line: Mapping[str, str], texts: Texts) -> Line:
    return Line(
        what=word(ITEMS, line["item"]),
        who=word(PARTIES, line["payer"]),
        how=word(BASES, line["basis"]),
        clause=line["clause"],
        text=texts.get(line["clause"], ""),
        is_law=line["clause"] in texts.law,
    )


def duty_line(line: Mapping[str, Any], texts: Texts) -> Line:
    return Line(
        what=obligations.promise(line["what"]),
        who=word(PARTIES, line["by"]),
        how=due(line),
        clause=line["clause"],
        text=texts.get(line["clause"], ""),
        is_law=line["clause"] in texts.law,
    )


def due(line: Mapping[str, Any]) -> str:
    """The due time as the trade writes it; what waits for an event says for which."""
    if line["due"] is None:
        return gettext("%(time)s after: %(event)s") % {
            "time": obligations.span_words(Span.parse(line["within"])),
            "event": obligations.promise(line["after"]),
        }
    if "T" not in line["due"]:
        return f"{line['due']} 24:00"
    return f"{datetime.fromisoformat(line['due']):%Y-%m-%d %H:%M}"


def remedy_line(line: Mapping[str, Any], texts: Texts) -> Line:
    when = gettext("now")
    if line["when"] != "now":
        promise = obligations.promise(line["when"].partition(":")[2])
        when = gettext("if not kept: %(promise)s") % {"promise": promise}
    return Line(
        what=word(REMEDIES, line["what"]),
        who=when,
        how=fee(line["fee"]) if line["what"] in PRICED else "",
        clause=line["clause"],
        text=texts.get(line["clause"], ""),
        is_law=line["clause"] in texts.law,
    )


def fee(amount: str | None) -> str:
    if amount is None:
        return gettext("price not fixed yet")
    return gettext("free of charge") if amount == "0.00" else f"¥{amount}"


def word(words: Words, name: str) -> str:
    return str(words.get(name, name))


@register.filter
def kind_words(kind: str) -> str:
    return word({key.value: text for key, text in KINDS.items()}, kind)


@register.filter
def cause_words(cause: str) -> str:
    return word({key.value: text for key, text in CAUSES.items()}, cause)


@register.filter
def severity_words(severity: str) -> str:
    return word({key.value: text for key, text in SEVERITIES.items()}, severity)


@register.filter
def code_words(codes: Sequence[str]) -> str:
    words = {key.value: text for key, text in CODES.items()}
    return gettext(", ").join(word(words, code) for code in codes)


@register.filter
def promise_words(what: str) -> str:
    return obligations.promise(what)


FIELDS: Words = {
    "asset": _("agreement of the unit"),
    "reported_at": _("called at"),
    "asset.component": _("component"),
    "asset.price": _("price of the unit"),
    "asset.tier": _("tier of the customer"),
    "asset.dates.made": _("date made"),
    "asset.dates.picked_up": _("date picked up"),
    "asset.dates.sold": _("date sold"),
    "asset.dates.invoiced": _("date invoiced"),
    "asset.dates.delivered": _("date delivered"),
    "asset.dates.commissioned": _("date commissioned"),
    "asset.dates.accepted": _("date accepted"),
    "event.at": _("called at"),
    "event.cause": _("cause"),
    "event.place.province": _("province"),
    "event.place.area": _("place"),
    "event.reason": _("why it is to go back"),
    "event.quantity": _("units in the shipment"),
    "event.claimant": _("who claims"),
    "event.severity": _("how bad it is"),
}


CHOICES: Mapping[str, Words] = {
    "reason": {key.value: text for key, text in REASONS.items()},
    "claimant": {key.value: text for key, text in CLAIMANTS.items()},
}
PARTICULARS: Words = {
    "reason": _("why it is to go back"),
    "quantity": _("units in the shipment"),
    "authorised": _("the shipment was agreed beforehand"),
    "claimant": _("who claims"),
}


@register.filter
def field_words(field: str) -> str:
    """The name of a fact as the page calls it."""
    return word(FIELDS, field)


@register.filter
def particular_words(name: str) -> str:
    """The name of a fact that only some kinds of event have."""
    return word(PARTICULARS, name)


@register.filter
def particular_value(value: Any, name: str) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return word(CHOICES.get(name, {}), str(value))


@register.filter
def item_words(item: str) -> str:
    """The name of a cost item; any other description stands as it is."""
    return word(ITEMS, item)


@register.filter
def payer_words(payer: str) -> str:
    return word(PARTIES, payer)


STATE_TONES = {
    "reported": "red",
    "in_service": "blue",
    "restored": "teal",
    "closed": "secondary",
    "cancelled": "secondary",
}


@register.filter
def case_tone(state: str) -> str:
    return STATE_TONES.get(state, "secondary")
