"""The service report as a paper: its words, in the language of the customer, and its pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanbao.apps.evidence import queries as evidence
from sanbao.apps.visits.models import Visit
from sanbao.apps.visits.queries.along import along
from sanbao.apps.visits.queries.fee import fee_of, receipt_of
from sanbao.apps.visits.queries.visit import checklist_of, of_visit, photos_of
from sanbao.apps.visits.queries.words import BASES, CAUSES, CODES, ITEMS, PARTIES, word
from sanbao.rules.capitals import in_capitals
from sanbao.rules.fee import FeeLine

LANGUAGE = "zh-hans"
MOST_PHOTOS = 12


@dataclass(frozen=True, slots=True)
class Paper:
    """text: JSON values for the template. pictures: by file name."""

    text: Mapping[str, Any]
    pictures: Mapping[str, bytes]


def paper_of(visit: Visit) -> Paper:
    """Everything that stands in the report of a signed visit."""
    visit = of_visit(visit)
    with override(LANGUAGE):
        pictures = pictures_of(visit)
        return Paper(
            {
                "title": _("Service report"),
                "provider": visit.provider.name,
                "hotline": visit.provider.hotline,
                "number": visit.code,
                "labels": labels(),
                "facts": facts(visit),
                "work": work(visit),
                "warranty": warranty(visit),
                "checklist": checklist(visit),
                "fee": fee(visit),
                "parts": parts(visit),
                "photos": sorted(name for name in pictures if name.startswith("photo")),
                "signature": "signature.png" if "signature.png" in pictures else "",
                "signed": signed(visit),
                "clauses": clauses(visit),
            },
            pictures,
        )


def labels() -> dict[str, str]:
    return {
        "number": _("No."),
        "hotline": _("Hotline"),
        "work": _("Fault and work"),
        "warranty": _("Decision by the agreement"),
        "checklist": _("Conduct checklist"),
        "parts": _("Parts and services used"),
        "fee": _("Fee"),
        "photos": _("Photos"),
        "signature": _("Signature of the customer"),
        "clauses": _("The clauses referred to"),
        "item": _("Item"),
        "quantity": _("Quantity"),
        "unit_price": _("Unit price"),
        "amount": _("Amount (CNY)"),
        "payer": _("Paid by"),
        "basis": _("Basis"),
        "clause": _("Clause"),
        "serial": _("Serial number"),
        "old_part": _("Old part"),
        "page": _("page"),
    }


def facts(visit: Visit) -> list[list[str]]:
    case = visit.order.case
    asset, site = case.asset, case.asset.site
    agreement = case.version.agreement if case.version else None
    return [
        [_("Case"), f"{case.code}（{moment(visit, case.reported_at)}）"],
        [_("Work order"), visit.order.code],
        [_("Customer"), case.customer.name],
        [_("Contact"), f"{case.reporter_name} {case.reporter_phone}"],
        [_("Place"), f"{site.province}{site.city} {site.name} {site.address}".strip()],
        [_("Unit"), f"{asset.product}"],
        [_("Serial number"), asset.serial],
        [_("Agreement"), f"{agreement.title}" if agreement else _("none in force")],
        [_("Engineer"), f"{visit.engineer}（{visit.certificate_shown}）"],
        *([[_("Goes along"), "、".join(map(str, with_him))]] if (with_him := along(visit)) else []),
        [_("Arrived"), moment(visit, visit.arrived_at)],
    ]


def work(visit: Visit) -> list[list[str]]:
    cause = word(CAUSES, visit.cause)
    codes = "、".join(word(CODES, code) for code in visit.exclusions)
    result = _("works again") if visit.is_restored else visit.not_restored_because
    return [
        [_("Fault reported"), visit.order.case.description],
        [_("Cause"), f"{cause}（{codes}）" if codes else cause],
        [_("Finding"), visit.finding],
        [_("Measure"), visit.measure],
        [_("Result"), f"{result} {moment(visit, visit.worked_at)}"],
    ]


def warranty(visit: Visit) -> dict[str, str]:
    if visit.decision is None:
        return {"verdict": _("No agreement is in force for this unit."), "why": "", "clause": ""}
    line = visit.decision.answer["warranty"]
    verdict = _("Covered by the warranty") if line["covered"] else _("Not covered by a warranty")
    return {"verdict": verdict, "why": line["why"], "clause": line["clause"] or ""}


def checklist(visit: Visit) -> list[list[str]]:
    record = checklist_of(visit)
    if record is None:
        return []
    words = {"yes": _("yes"), "no": _("no"), "none": _("does not apply")}
    questions = evidence.asked(record.form).questions
    return [
        [
            question.label["zh"],
            words.get(record.answers.get(question.name, ""), ""),
            record.answers.get(question.note, ""),
        ]
        for question in questions
    ]


def fee(visit: Visit) -> dict[str, Any]:
    """The lines, what the customer owes in figures and capitals, and what is owed by others."""
    found = fee_of(visit)
    owed = found.owed_by("customer")
    dealer = found.owed_by("dealer")
    return {
        "lines": [fee_line(line) for line in found.lines],
        "total": _("To be paid by the customer"),
        "figures": f"¥{owed:,.2f}",
        "capitals": in_capitals(owed),
        "dealer": f"{_('To be paid by the dealer')} ¥{dealer:,.2f}" if dealer else "",
        "quoted": _(
            "What goes by quotation is not collected on site; a separate quotation follows."
        )
        if found.to_be_quoted
        else "",
        "nothing": _("Nothing is charged: no clause speaks of a fee."),
    }


def fee_line(line: FeeLine) -> list[str]:
    return [
        line.name or word(ITEMS, line.item),
        f"{plain(line.quantity)} {line.unit}".strip(),
        "" if line.unit_price is None else f"{line.unit_price:,.2f}",
        _("by quotation") if line.amount is None else f"{line.amount:,.2f}",
        word(PARTIES, line.payer),
        word(BASES, line.basis),
        line.clause,
    ]


def parts(visit: Visit) -> list[list[str]]:
    return [
        [
            item.price.name,
            f"{plain(item.quantity)} {item.price.unit}",
            item.serial or "—",
            _("taken back") if item.old_part_returned else "—",
        ]
        for item in visit.used.select_related("price").order_by("id")
    ]


def signed(visit: Visit) -> list[list[str]]:
    receipt = receipt_of(visit)
    return [
        *([[_("Receipt"), f"{receipt}"]] if receipt else []),
        [_("Signed by"), visit.signer_name],
        [_("Signed at"), moment(visit, visit.signed_at)],
        [_("Satisfaction"), f"{visit.satisfaction} / 5"],
        [_("Opinion"), visit.opinion or "—"],
    ]


def clauses(visit: Visit) -> list[list[str]]:
    answer = visit.decision.answer if visit.decision else {"clauses": []}
    return [[clause["id"], clause["text"]] for clause in answer["clauses"]]


def pictures_of(visit: Visit) -> dict[str, bytes]:
    pictures = {
        f"photo-{number:02d}.jpg": evidence.content_of(photo)
        for number, photo in enumerate(photos_of(visit)[:MOST_PHOTOS], start=1)
    }
    if visit.signature is not None:
        pictures["signature.png"] = evidence.content_of(visit.signature)
    return pictures


def moment(visit: Visit, at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(ZoneInfo(visit.provider.zone)):%Y-%m-%d %H:%M}"


def plain(number: Decimal) -> str:
    """2.00 as 2, 1.50 as 1.5."""
    return f"{number.normalize():f}"
