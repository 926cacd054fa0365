"""Certificates that a training earns, and their signed papers."""

from datetime import datetime
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.training.actions.certificate import lock, next_number, say
from sanbao.apps.training.models import Certificate, Enrolment
from sanbao.rules.deadline import china_day
from sanbao.rules.span import Span, Unit, last_day

NAMESPACE = UUID("6f0c8a4e-1f0b-4f0e-9a58-3c1a4f4d7c11")


@transaction.atomic
def issue(enrolment: Enrolment, *, at: datetime, by: User | None) -> Certificate | None:
    """The certificate of a course for one who passed it, once; None for a course that gives none.

    It goes on from the day of the training. One of the same kind that the person still holds is
    renewed by it.
    """
    session = enrolment.session
    qualification = session.course.qualification
    if qualification is None or not enrolment.has_passed:
        return None
    first = Certificate.objects.filter(enrolment=enrolment).first()
    if first is not None:
        return first
    since = china_day(session.ends_at)
    before = Certificate.objects.filter(
        person=enrolment.person,
        qualification=qualification,
        revoked_on__isnull=True,
        renewed_by__isnull=True,
    )
    made = Certificate.objects.create(
        provider_id=session.provider_id,
        person=enrolment.person,
        qualification=qualification,
        number=next_number(session.provider_id, at=at),
        valid_from=since,
        valid_until=last_day(since, Span(qualification.months, Unit.MONTHS)),
        enrolment=enrolment,
        renews=before.order_by("-valid_until", "-pk").first(),
        issued_at=at,
        issued_by=by,
    )
    say("certificate.issued", made, at=at, by=by, details={"session": session.code})
    return made


@transaction.atomic
def keep_paper(certificate: Certificate, pdf: bytes, *, at: datetime) -> Certificate:
    """Keep the paper with its certificate; a second one changes nothing."""
    row = lock(certificate)
    if row.paper_id is not None:
        return row
    row.paper = evidence.attach(
        ContentFile(pdf, name=f"{row.number}.pdf"),
        provider=row.person.provider,
        subject=("certificate", f"{row.pk}"),
        purpose="report",
        key=uuid5(NAMESPACE, f"{row.pk}"),
        by=None,
        at=at,
    )
    row.save(update_fields=["paper"])
    return row
