"""A certificate as a paper: its words in the language of the trade, and the signature below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanbao.apps.evidence import queries as evidence
from sanbao.apps.parties import queries as parties
from sanbao.apps.training.models import Certificate

LANGUAGE = "zh-hans"


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """text: JSON values for the template. signature: a PNG, empty where nobody drew one."""

    text: Mapping[str, Any]
    signature: bytes


def whole_certificate(provider_id: int, pk: int) -> Certificate | None:
    rows = Certificate.objects.filter(provider_id=provider_id, pk=pk).select_related(
        *("provider", "person__station", "person__dealer", "person__customer", "qualification"),
        *("issued_by", "enrolment__session__course", "enrolment__session__attendance__signature"),
    )
    return rows.first()


def paper_of(row: Certificate) -> CertificatePaper:
    """Everything that stands on the certificate of somebody."""
    with override(LANGUAGE):
        drawn = signature_of(row)
        return CertificatePaper(
            {
                "title": _("Certificate"),
                "provider": row.provider.name,
                "number": row.number,
                "labels": {
                    "number": _("No."),
                    "signature": _("Signed by"),
                    "syllabus": _("Syllabus"),
                },
                "sentence": sentence(row),
                "facts": facts(row),
                "syllabus": row.enrolment.session.course.points if row.enrolment else [],
                "signer": signer_of(row),
                "signed_on": f"{row.valid_from:%Y-%m-%d}",
                "signature": "signature.png" if drawn else "",
            },
            drawn,
        )


def sentence(row: Certificate) -> str:
    return _("%(name)s is certified: %(qualification)s.") % {
        "name": row.person.name,
        "qualification": row.qualification.name,
    }


def facts(row: Certificate) -> list[list[str]]:
    """What stands below the name, label and value."""
    lines = [[_("Holder"), row.person.name], [_("Belongs to"), home_of(row.person)]]
    enrolment = row.enrolment
    if enrolment is not None:
        session = enrolment.session
        lines.append([_("Training"), f"{session.course.topic}（{session.code}）"])
    if enrolment is not None and enrolment.mark is not None:
        lines.append([_("Test result"), f"{enrolment.mark}"])
    lines.append([_("Day of issue"), f"{row.valid_from:%Y-%m-%d}"])
    lines.append([_("Valid until"), f"{row.valid_until:%Y-%m-%d}"])
    return [line for line in lines if line[1]]


def home_of(person: parties.Person) -> str:
    """The station, dealer or customer that somebody belongs to."""
    home = person.station or person.dealer or person.customer
    return home.name if home is not None else ""


def signer_of(row: Certificate) -> str:
    if row.enrolment is not None and row.enrolment.session.attendance is not None:
        return row.enrolment.session.attendance.signer_name
    return f"{row.issued_by}" if row.issued_by else ""


def signature_of(row: Certificate) -> bytes:
    attendance = row.enrolment.session.attendance if row.enrolment else None
    if attendance is None or attendance.signature is None:
        return b""
    return evidence.content_of(attendance.signature)
