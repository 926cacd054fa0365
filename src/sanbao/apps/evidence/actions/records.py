"""Filling forms: a record stands as it was filled; a correction is a further record."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.accounts.stored import add
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
    record = kept(
        Record(
            key=key,
            provider=provider,
            form=definition,
            subject_kind=subject_kind,
            subject_code=subject_code,
            answers=values,
            filled_at=at,
            filled_by=by,
            signer_name=signer_name,
            signed_at=at if signer_name else None,
            signature=signature,
        )
    )
    if (record.provider_id, record.subject_code) != (provider.pk, subject_code):
        raise Refused(Message("this key belongs to something else"), field="key")
    return record


def kept(record: Record) -> Record:
    """Save it, unless its key has come in before or comes in at this moment: then give that one."""
    if first := keyed(record.key):
        return first[0]
    try:
        with transaction.atomic():
            add(record)
    except IntegrityError:
        return Record.objects.get(key=record.key)
    return record


@prepared
def keyed(key: UUID) -> QuerySet[Record]:
    return Record.objects.filter(key=key)
