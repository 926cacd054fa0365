"""Taking a file in, and letting it through once somebody has looked at it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.assets.actions.imports.check import first_of
from sanbao.apps.assets.actions.imports.queue import queue_check, queue_load
from sanbao.apps.assets.models import Import, ImportState
from sanbao.apps.journal import actions as journal
from sanbao.apps.products import queries as products
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

MEGABYTE = 1024 * 1024
FILE_AT_MOST = 20 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Upload:
    """key: made when the form was shown, so that a double click uploads once."""

    file: UploadedFile[bytes]
    agreement_id: int | None
    key: uuid.UUID


@transaction.atomic
def upload(given: Upload, *, at: datetime, by: User) -> Import:
    """Keep the file and queue its check. Refused when it is no table, or not such a one."""
    if first := Import.objects.filter(key=given.key, provider_id=by.provider_id).first():
        return first
    refuse_unreadable(given.file)
    on = china_day(at)
    batch = Import(
        provider_id=by.provider_id,
        code=journal.next_code("DR", provider=by.provider_id, on=on),
        key=given.key,
        file_name=(given.file.name or "")[-160:],
        agreement_id=given.agreement_id,
        uploaded_at=at,
        uploaded_by=by,
    )
    # The name under which it is kept tells nothing and cannot lead anywhere else.
    batch.file.save(f"{uuid.uuid4().hex}.table", given.file, save=False)
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        # The same form came in at this very moment.
        batch.file.delete(save=False)
        if first := Import.objects.filter(key=given.key, provider_id=by.provider_id).first():
            return first
        raise Refused(Message("this key belongs to something else"), field="key") from None
    journal.record("import.uploaded", batch.code, provider=by.provider_id, at=at, by=by)
    queue_check(batch.pk)
    return batch


def refuse_unreadable(file: UploadedFile[bytes]) -> None:
    if (file.size or 0) > FILE_AT_MOST:
        most = {"most": FILE_AT_MOST // MEGABYTE}
        raise Refused(Message("the file is larger than %(most)s MB; split it", most), field="file")
    if file.size == 0:
        raise Refused(Message("the file is empty"), field="file")
    try:
        with products.opened(file.file) as rows:  # type: ignore[arg-type]
            first_of(rows)
    except products.SheetError as error:
        raise Refused(error.message, field="file") from error


@transaction.atomic
def confirm(batch: Import, *, at: datetime, by: User) -> Import:
    """Let a checked import through. A second click finds it under way.

    Refused while there are bad rows: half an installed base is worse than none, because nobody
    would know afterwards which half.
    """
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.state in {ImportState.IMPORTING, ImportState.DONE}:
        return batch
    if batch.state != ImportState.CHECKED:
        raise Refused(Message("the file has not been checked yet"))
    if batch.rows_bad:
        raise Refused(
            Message(
                "%(bad)s rows are bad: correct them and upload the file again, because it is "
                "imported whole or not at all",
                {"bad": batch.rows_bad},
            )
        )
    batch.state, batch.rows_done = ImportState.IMPORTING, 0
    batch.save(update_fields=["state", "rows_done"])
    journal.record("import.confirmed", batch.code, provider=batch.provider_id, at=at, by=by)
    queue_load(batch.pk)
    return batch
