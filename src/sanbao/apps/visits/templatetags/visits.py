"""Showing a visit: its fee line by line, its parts of speech."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.journal.queries import Entry
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.visits.models import Visit
from sanbao.apps.visits.queries.words import BASES, CAUSES, CODES, ITEMS, PARTIES, word
from sanbao.rules.fee import Fee

register = template.Library()

WORDS: Mapping[str, Any] = {
    "visit.agreed": _("appointment agreed"),
    "visit.moved": _("appointment moved"),
    "visit.unfit": _("the certificate ends before the visit"),
    "visit.abandoned": _("did not take place"),
    "visit.went_back": _("a step back"),
    "visit.arrived": _("arrived on site"),
    "visit.papers_shown": _("papers shown to the customer"),
    "visit.file_attached": _("file attached"),
    "visit.worked": _("work put on record"),
    "visit.signed": _("signed by the customer"),
    "visit.reported": _("report handed in"),
}


@register.inclusion_tag("visits/_fee.html")
def fee_table(visit: Visit, fee: Fee) -> dict[str, Any]:
    """Line by line: what, how much, who pays, on which basis, by which clause."""
    answer = visit.decision.answer if visit.decision else {"clauses": []}
    texts = {clause["id"]: clause["text"] for clause in answer["clauses"]}
    lines = [
        {
            "line": line,
            "name": line.name or word(ITEMS, line.item),
            "item": word(ITEMS, line.item),
            "payer": word(PARTIES, line.payer),
            "basis": word(BASES, line.basis),
            "text": texts.get(line.clause, ""),
        }
        for line in fee.lines
    ]
    return {
        "lines": lines,
        "owed": fee.owed_by("customer"),
        "owed_by_dealer": fee.owed_by("dealer"),
        "to_be_quoted": fee.to_be_quoted,
    }


@register.filter
def happening_words(entry: Entry) -> str:
    if is_signature(entry):
        return gettext("customer's signature")
    return str(WORDS.get(entry.happening, entry.happening))


@register.filter
def happening_more(entry: Entry) -> str:
    """The reason given, or the name of the file; that of a signature nobody has chosen."""
    name = "" if is_signature(entry) else entry.details.get("name", "")
    return str(entry.details.get("reason") or name)


def is_signature(entry: Entry) -> bool:
    return (entry.happening, entry.details.get("purpose")) == ("visit.file_attached", "signature")


@register.filter
def lateness(visit: Visit) -> str:
    """How long after the agreed time the engineer came (P3-4 step 5); "" when within it."""
    if visit.arrived_at is None or visit.arrived_at <= visit.agreed_until:
        return ""
    return obligations.length(visit.arrived_at - visit.agreed_until)


@register.filter
def found_cause(cause: str) -> str:
    return word(CAUSES, cause)


@register.filter
def found_codes(codes: list[str]) -> str:
    return "、".join(word(CODES, code) for code in codes)
