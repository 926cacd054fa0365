"""A file that comes in pieces: begun, continued from where it broke off, whole, kept as proof."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.evidence.actions.files import LONGEST_NAME
from sanbao.apps.evidence.actions.pictures import Upload, judge_size, judge_start
from sanbao.apps.evidence.facts import KEPT_DAYS, MEGABYTE, MOST_PIECE, allowance
from sanbao.apps.evidence.models import Attachment, Transfer
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

MOST_ON_THEIR_WAY = 20  # of one person
START = 64  # bytes that tell the kind of a file


@dataclass(frozen=True, slots=True)
class Announced:
    """What the sender says before the first byte comes."""

    subject: tuple[str, str]
    purpose: str
    name: str
    size_bytes: int


class OutOfStep(Refused):
    """A piece that does not follow on what has arrived: go on from there."""


def begin(
    announced: Announced, *, provider: Provider, key: UUID, by: User, at: datetime
) -> Transfer:
    """Make room for a file. The same key again gives the transfer as far as it has come."""
    judge_size(announced.size_bytes, allowance(announced.purpose))
    not_too_many_on_their_way(by, key)
    kind, code = announced.subject
    try:
        with transaction.atomic():
            transfer, is_new = Transfer.objects.get_or_create(
                key=key,
                defaults={
                    "provider": provider,
                    "subject_kind": kind,
                    "subject_code": code,
                    "purpose": announced.purpose,
                    "name": announced.name[-LONGEST_NAME:],
                    "size_bytes": announced.size_bytes,
                    "started_at": at,
                    "started_by": by,
                },
            )
    except IntegrityError:
        transfer, is_new = Transfer.objects.get(key=key), False
    told = (provider.pk, kind, code, announced.purpose, announced.size_bytes)
    if not is_new and told != (
        transfer.provider_id,
        transfer.subject_kind,
        transfer.subject_code,
        transfer.purpose,
        transfer.size_bytes,
    ):
        raise Refused(Message("this key belongs to something else"), field="key")
    return transfer


def not_too_many_on_their_way(by: User, key: UUID) -> None:
    """What is begun and never finished lies there for days: nobody fills the disk with it."""
    rows = Transfer.objects.filter(started_by=by, attachment__isnull=True).exclude(key=key)
    if rows.count() >= MOST_ON_THEIR_WAY:
        most = {"most": MOST_ON_THEIR_WAY}
        raise Refused(
            Message("%(most)d files are on their way already: finish or give up one", most),
            field="file",
        )


@transaction.atomic
def take(transfer: Transfer, piece: bytes, *, offset: int) -> Transfer:
    """Keep the bytes that follow on what has arrived. Raises OutOfStep when they do not follow."""
    transfer = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if offset != transfer.arrived_bytes:
        raise OutOfStep(
            Message("%(n)d bytes have arrived: go on from there", {"n": transfer.arrived_bytes})
        )
    if len(piece) > MOST_PIECE:
        most = MOST_PIECE // MEGABYTE
        raise Refused(Message("a piece has at most %(most)d MB", {"most": most}), field="file")
    if offset + len(piece) > transfer.size_bytes:
        raise Refused(Message("there is more of the file than was announced"), field="file")
    if offset == 0 and len(piece) >= min(START, transfer.size_bytes):
        judge_start(piece[:START], allowance(transfer.purpose))
    if piece:
        name = f"transfers/{transfer.key}/{offset:012d}"
        transfer.pieces.append(default_storage.save(name, ContentFile(piece)))
        transfer.arrived_bytes += len(piece)
        transfer.save(update_fields=["pieces", "arrived_bytes"])
    return transfer


def complete(transfer: Transfer, attach: Callable[[Upload], Attachment]) -> Transfer:
    """The whole file becomes an attachment, by what `attach` makes of it; again changes nothing.

    What `attach` refuses is thrown away, so that nobody continues a file that is not taken.
    """
    if transfer.attachment_id is not None or transfer.arrived_bytes < transfer.size_bytes:
        return transfer
    try:
        with transaction.atomic(), TemporaryFile() as together:
            transfer = Transfer.objects.select_for_update().get(pk=transfer.pk)
            if transfer.attachment_id is None:
                for piece in transfer.pieces:
                    with default_storage.open(piece) as stored:
                        together.write(stored.read())
                together.flush()  # its size is read from the disk
                transfer.attachment = attach(File(together, name=transfer.name))
                transfer.save(update_fields=["attachment"])
    except Refused:
        drop(transfer)
        raise
    forget(transfer.pieces)
    return transfer


def drop(transfer: Transfer) -> None:
    """Given up: what has arrived goes; a file that is whole already stays attached."""
    pieces = list(transfer.pieces)
    Transfer.objects.filter(pk=transfer.pk).delete()
    forget(pieces)


def forget(pieces: list[str]) -> None:
    for piece in pieces:
        default_storage.delete(piece)


def sweep(*, at: datetime) -> int:
    """Drop what stopped on its way days ago; tells how many. Each is dropped alone."""
    old = Transfer.objects.filter(started_at__lt=at - timedelta(days=KEPT_DAYS))
    dropped = 0
    for transfer in old.order_by("started_at")[:1000]:
        drop(transfer)
        dropped += 1
    return dropped
