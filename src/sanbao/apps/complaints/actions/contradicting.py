"""Answers to a follow-up that contradict a visit's conduct, or are bad, open a complaint."""

from datetime import datetime
from uuid import uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.complaints.actions.opening import open_complaint
from sanbao.apps.complaints.facts import Report
from sanbao.apps.complaints.models import Complaint, Source
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.visits import queries as visits
from sanbao.rules.complaint import Sign, signs

SAID = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}


@transaction.atomic
def open_for_contradictions(provider_id: int, case_code: str, *, at: datetime) -> list[Complaint]:
    """One complaint for each contradiction in the answers of a case, however often this runs.

    Whoever pays more than the list says, or sees a gift accepted, need not ask for it (P3-4.9).
    """
    return [
        open_complaint(report(call, call.record, sign), provider=call.provider, by=None, at=at)
        for call in answered(provider_id, case_code)
        if call.record is not None
        for sign in signs(call.record.answers)
    ]


@prepared
def answered(provider_id: int, case_code: str) -> QuerySet[visits.FollowUp]:
    """The follow-ups of the case that have answers, in their order."""
    rows = visits.FollowUp.objects.filter(
        provider_id=provider_id, case__code=case_code, record__isnull=False
    ).select_related("provider", "record__form", "case__asset__dealer", "case__customer")
    return rows.select_related("case__version__agreement").order_by("id")


def report(call: visits.FollowUp, record: evidence.Record, sign: Sign) -> Report:
    case, answers = call.case, record.answers
    visit = visits.visits_of(case.pk).filter(signed_at__isnull=False).last()
    asked = {question.name: question for question in evidence.asked(record.form).questions}
    words = asked[sign.name].label["zh"]
    note = answers.get(f"{sign.name}_note", "") or answers.get("wishes", "")
    said = gettext("Follow-up: “%(question)s” was answered with %(answer)s.") % {
        "question": words,
        "answer": SAID[answers[sign.name]] if answers[sign.name] in SAID else answers[sign.name],
    }
    return Report(
        key=uuid5(record.key, sign.name),
        source=Source.FOLLOW_UP,
        topic=sign.topic,
        grade=sign.grade,
        description=f"{said} {note}".strip(),
        complainer_name=answers.get("respondent", "") or case.reporter_name,
        complainer_phone=case.reporter_phone,
        about=("visit", visit.code) if visit else ("case", case.code),
        customer=case.customer,
        dealer=case.asset.dealer,
        asset=case.asset,
        against=visit.engineer if visit else None,
    )
