"""Attaching files to what they prove."""

import hashlib
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.accounts.stored import add
from sanbao.apps.evidence.actions.pictures import Upload, cleaned, difference_hash, small
from sanbao.apps.evidence.facts import SUFFIXES, allowance
from sanbao.apps.evidence.models import Attachment
from sanbao.apps.journal import actions as journal
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

LONGEST_NAME = 160


@transaction.atomic
def attach(
    upload: Upload,
    *,
    provider: Provider,
    subject: tuple[str, str],
    purpose: str,
    key: UUID,
    by: User | None,
    at: datetime,
) -> Attachment:
    """Keep `upload` as proof of `subject`. The same key again gives the first attachment.

    Raises Refused (field `file`) when it is too large or not of the kind it should be.
    """
    if (first := found(key, provider, subject)) is not None:
        return first
    content_type, content = cleaned(upload, allowance(purpose))
    attachment = Attachment(
        provider=provider,
        key=key,
        subject_kind=subject[0],
        subject_code=subject[1],
        purpose=purpose,
        name=display_name(upload.name or purpose, content_type),
        content_type=content_type,
        size_bytes=content.size,
        sha256=digest_of(content),
        uploaded_at=at,
        uploaded_by=by,
    )
    # The path is made of the key alone: no word of the sender reaches the file system.
    attachment.file.save(f"{key}{SUFFIXES[content_type]}", content, save=False)
    return kept(attachment, provider, subject)


def kept(attachment: Attachment, provider: Provider, subject: tuple[str, str]) -> Attachment:
    """Save it, unless the same key came in at the same moment: then give that one."""
    try:
        with transaction.atomic():
            add(attachment)
    except IntegrityError:
        attachment.file.delete(save=False)
        first = found(attachment.key, provider, subject)
        if first is None:
            raise
        return first
    journal.record(
        f"{subject[0]}.file_attached",
        subject[1],
        provider=provider,
        at=attachment.uploaded_at,
        by=attachment.uploaded_by,
        details={"purpose": attachment.purpose, "name": attachment.name},
    )
    return attachment


def digest_of(content: Upload) -> str:
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def thumbnail(attachment: Attachment) -> bytes:
    """A photo as it stands in a list: made when it is first asked for, then kept beside it."""
    name = f"thumbnails/{attachment.key}.jpg"
    if default_storage.exists(name):
        with default_storage.open(name) as kept_one:
            return bytes(kept_one.read())
    with attachment.file.open("rb") as stored:
        content = small(stored)
    default_storage.save(name, ContentFile(content))
    return content


def likeness(attachment: Attachment) -> int:
    """What a kept photo looks like, as `difference_hash` says it. Raises OSError for none."""
    with attachment.file.open("rb") as stored:
        return difference_hash(stored)


def found(key: UUID, provider: Provider, subject: tuple[str, str]) -> Attachment | None:
    first = next(iter(keyed(key)), None)
    if first is None:
        return None
    if (first.provider_id, first.subject_kind, first.subject_code) != (
        provider.pk,
        *subject,
    ):
        raise Refused(Message("this key belongs to something else"), field="key")
    return first


def display_name(name: str, content_type: str) -> str:
    """What a person sees as the file's name: the last part, printable, with the true suffix."""
    stem = PurePath(name.replace("\\", "/")).stem
    printable = "".join(letter for letter in stem if letter.isprintable()).strip() or "file"
    suffix = SUFFIXES[content_type]
    return printable[: LONGEST_NAME - len(suffix)] + suffix


@prepared
def keyed(key: UUID) -> QuerySet[Attachment]:
    return Attachment.objects.filter(key=key)
