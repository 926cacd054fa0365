"""Photos, films and papers of a case: those a report brings along, and what is added later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.desk.actions.move import lock
from sanbao.apps.desk.actions.open import open_case
from sanbao.apps.desk.facts import CaseReport
from sanbao.apps.desk.models import Case, CaseState
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as records
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

MOST_FILES = 30  # of each kind


@transaction.atomic
def open_with_photos(
    report: CaseReport, photos: Sequence[UploadedFile[Any]], *, by: User | None, at: datetime
) -> Case:
    """Each photo's key is made of the report's, so that a repeated request adds none twice."""
    case = open_case(report, by=by, at=at)
    for number, photo in enumerate(photos):
        try:
            evidence.attach(
                photo,
                provider=report.asset.provider,
                subject=("case", case.code),
                purpose="photo",
                key=uuid5(report.key, str(number)),
                by=by,
                at=at,
            )
        except Refused as refused:
            raise Refused(refused.message, field="photos") from refused
    return case


@transaction.atomic
def add_file(
    case: Case, upload: "File[Any]", *, purpose: str, key: UUID, by: User, at: datetime
) -> records.Attachment:
    """A photo, a film or a paper of the fault, as long as the case is open (P3-6.3)."""
    case = lock(case)
    there = records.attachments_of(case.provider_id, "case", case.code)
    if (first := there.filter(key=key).first()) is not None:
        return first
    refuse_further(case, there.filter(purpose=purpose).count())
    return evidence.attach(
        upload,
        provider=case.provider,
        subject=("case", case.code),
        purpose=purpose,
        key=key,
        by=by,
        at=at,
    )


def refuse_file(case: Case, purpose: str) -> None:
    """What `add_file` would refuse now: said before a large file travels in vain."""
    there = records.attachments_of(case.provider_id, "case", case.code)
    refuse_further(case, there.filter(purpose=purpose).count())


def refuse_further(case: Case, count: int) -> None:
    if case.state in (CaseState.CLOSED, CaseState.CANCELLED):
        raise Refused(Message("the case is closed; open a new one"))
    if count >= MOST_FILES:
        raise Refused(Message("%(most)d files of this kind are enough", {"most": MOST_FILES}))
