"""Filling forms: a record stands as it was filled; a correction is a further record."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.evidence import queries
from sanbao.apps.evidence.models import Attachment, Record
from sanbao.rules.form import checked
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def fill(
    kind: str,
    answers: Mapping[str, str],
    *,
    provider: Provider,
    subject: tuple[str, str],
    key: UUID,
    by: User | None,
    at: datetime,
    signer_name: str = "",
    signature: Attachment | None = None,
) -> Record:
    """Put the answers to the newest form of `kind` on record.

    The same key again gives the first record. Raises Refused naming the question.
    """
    definition = queries.form(kind)
    values = checked(queries.asked(definition), answers)
    subject_kind, subject_code = subject
    record, _ = Record.objects.get_or_create(
        key=key,
        defaults={
            "provider": provider,
            "form": definition,
            "subject_kind": subject_kind,
            "subject_code": subject_code,
            "answers": values,
            "filled_at": at,
            "filled_by": by,
            "signer_name": signer_name,
            "signed_at": at if signer_name else None,
            "signature": signature,
        },
    )
    if (record.provider_id, record.subject_code) != (provider.pk, subject_code):
        raise Refused(Message("this key belongs to something else"), field="key")
    return record
