"""Photos of a sheet, each kept with what it looks like, by which it is found on another sheet."""

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.claims.actions.row import lock
from sanbao.apps.claims.models import Sheet, SheetPhoto
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as records
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.sheet import MOVES, Step
from sanbao.rules.spotcheck import PHOTO_BITS, parts_of

log = logging.getLogger(__name__)
PHOTO = "photo"
MOST_PHOTOS = 20


@transaction.atomic
def add_photo(
    sheet: Sheet,
    upload: "File[Any]",
    *,
    purpose: str = PHOTO,
    key: UUID,
    by: User,
    at: datetime,
) -> records.Attachment:
    """Add a photo of the repair until the sheet is handed in; the same key again adds none."""
    sheet = lock(sheet)
    there = records.attachments_of(sheet.provider_id, "sheet", sheet.code)
    if (first := there.filter(key=key).first()) is not None:
        return first
    refuse_photo(sheet, purpose)
    photo = evidence.attach(
        upload,
        provider=sheet.provider,
        subject=("sheet", sheet.code),
        purpose=purpose,
        key=key,
        by=by,
        at=at,
    )
    keep_photo(sheet, photo)
    return photo


def refuse_photo(sheet: Sheet, purpose: str = PHOTO) -> None:
    """What `add_photo` would refuse now: said before a large file travels in vain."""
    if purpose != PHOTO:
        raise Refused(Message("only photos are kept with a sheet"), field="purpose")
    if Step.WRITE not in MOVES.next[sheet.state]:
        words = MOVES.state_words[sheet.state]
        raise Refused(Message("not possible in the state “%(state)s”", {"state": words}))
    if records.attachments_of(sheet.provider_id, "sheet", sheet.code).count() >= MOST_PHOTOS:
        raise Refused(Message("%(most)d files of this kind are enough", {"most": MOST_PHOTOS}))


def keep_photo(sheet: Sheet, photo: records.Attachment) -> None:
    """Write down what it looks like; once. A file that cannot be read any more is left out: nothing
    is found by it, and the sheet stands without it.
    """
    try:
        likeness = evidence.likeness(photo)
    except OSError:
        log.warning("the photo %s of sheet %s cannot be read", photo.key, sheet.code)
        return
    SheetPhoto.objects.get_or_create(
        sheet=sheet,
        attachment=photo,
        defaults={
            "provider_id": sheet.provider_id,
            "likeness": signed(likeness),
            "parts": parts_of(likeness),
        },
    )


def signed(bits: int) -> int:
    """The same bits as PostgreSQL's bigint holds them."""
    return bits - (1 << PHOTO_BITS) if bits >> PHOTO_BITS - 1 else bits
