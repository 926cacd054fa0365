"""A report that brings its photos along: both are stored, or neither."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.desk.actions.open import open_case
from sanbao.apps.desk.facts import CaseReport
from sanbao.apps.desk.models import Case
from sanbao.apps.evidence import actions as evidence
from sanbao.rules.moves import Refused


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
