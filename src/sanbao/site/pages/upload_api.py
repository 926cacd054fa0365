"""Large files over a bad network: pieces that follow on each other, as tus 1.0 says it.

`POST` says what will come, `PATCH` with `Upload-Offset` sends the next bytes, `HEAD` tells how
many have arrived, `DELETE` gives up. The last piece makes the file a proof of its subject.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role, User, api_reader
from sanbao.apps.claims import actions as claiming
from sanbao.apps.claims import queries as claims
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries
from sanbao.apps.evidence.actions import OutOfStep
from sanbao.apps.evidence.actions.pictures import Upload
from sanbao.apps.visits import actions as visiting
from sanbao.apps.visits import queries as visits
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.site.problems import problem

router = Router(tags=["uploads"])
SENDERS = (
    *(Role.DESK, Role.DISPATCHER, Role.MANAGER, Role.ENGINEER),
    *(Role.DEALER, Role.CUSTOMER),
)
TUS = "1.0.0"
LONGEST_NUMBER = 18
PIECE = "application/offset+octet-stream"


@dataclass(frozen=True, slots=True)
class Taker:
    """Which subject the sender may add to, what says that it takes no more, and what makes the
    whole file a proof of it.
    """

    find: Callable[[User, str], Any]
    refuse: Callable[[Any, str], None]
    add: Callable[..., queries.Attachment]


TAKERS: Mapping[str, Taker] = {
    "case": Taker(
        lambda user, code: cases.cases_for(user).filter(code=code), desk.refuse_file, desk.add_file
    ),
    "visit": Taker(
        lambda user, code: visits.visits_to_work(user).filter(code=code),
        visiting.refuse_file,
        visiting.add_file,
    ),
    "sheet": Taker(
        lambda user, code: claims.sheets_to_write(user).filter(code=code),
        claiming.refuse_photo,
        claiming.add_photo,
    ),
}


class NewUpload(Schema):
    key: UUID = Field(description="made by you: the same key goes on with the same upload")
    subject_kind: Literal["case", "visit", "sheet"]
    subject: str = Field(description="number of the case, visit or repair sheet")
    purpose: Literal["photo", "video", "paper"]
    name: str = Field(min_length=1, max_length=400)
    size: int = Field(gt=0)


class UploadOut(Schema):
    key: UUID
    offset: int = Field(description="bytes that have arrived: where to go on")
    size: int
    is_complete: bool

    @staticmethod
    def resolve_offset(row: queries.Transfer) -> int:
        return row.arrived_bytes

    @staticmethod
    def resolve_size(row: queries.Transfer) -> int:
        return row.size_bytes

    @staticmethod
    def resolve_is_complete(row: queries.Transfer) -> bool:
        return row.attachment_id is not None


@router.post("", response={201: UploadOut}, summary="Announce a file, or find how far it came")
def begin(
    request: HttpRequest, response: HttpResponse, payload: NewUpload
) -> Status[queries.Transfer]:
    """The size is judged now, and whether the subject takes files any more; the content with the
    first piece and when all of it is here.
    """
    me = api_reader(request, *SENDERS)
    subject = subject_of(me, payload.subject_kind, payload.subject)
    if subject is None:
        raise Refused(Message("there is nothing with this number"), field="subject")
    if not queries.Transfer.objects.filter(key=payload.key, attachment__isnull=False).exists():
        TAKERS[payload.subject_kind].refuse(subject, payload.purpose)
    announced = evidence.Announced(
        (payload.subject_kind, payload.subject), payload.purpose, payload.name, payload.size
    )
    row = evidence.begin(announced, provider=me.provider, key=payload.key, by=me, at=timezone.now())
    tell(response, row)
    response["Location"] = f"/api/uploads/{row.key}"
    return Status(201, row)


@router.get("/{key}", response=UploadOut, summary="How far an upload has come")
def state(request: HttpRequest, response: HttpResponse, key: UUID) -> queries.Transfer:
    row = found(api_reader(request, *SENDERS), key)
    tell(response, row)
    return row


@router.api_operation(["HEAD"], "/{key}", summary="The same in headers alone")
def state_in_headers(request: HttpRequest, key: UUID) -> HttpResponse:
    return tell(HttpResponse(status=200), found(api_reader(request, *SENDERS), key))


@router.patch("/{key}", response={204: None}, summary="Send the next bytes")
def take(request: HttpRequest, key: UUID) -> HttpResponse:
    """409 with `Upload-Offset` where the bytes do not follow on what has arrived."""
    me, at = api_reader(request, *SENDERS), timezone.now()
    row = found(me, key)
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isdecimal() or len(offset) > LONGEST_NUMBER:
        raise Refused(Message("say from which byte on in Upload-Offset"), field="Upload-Offset")
    if request.body and request.content_type != PIECE:
        return problem(415, _("Send the bytes as %(type)s") % {"type": PIECE})
    try:
        row = evidence.take(row, request.body, offset=int(offset))
    except OutOfStep as refused:
        row.refresh_from_db()
        return tell(problem(409, str(refused)), row)
    row = evidence.complete(row, lambda whole: add(row, whole, by=me, at=at))
    return tell(HttpResponse(status=204), row)


@router.delete("/{key}", response={204: None}, summary="Give up an upload")
def give_up(request: HttpRequest, key: UUID) -> Status[None]:
    """What is whole already stays where it was attached."""
    evidence.drop(found(api_reader(request, *SENDERS), key))
    return Status(204, None)


def found(me: User, key: UUID) -> queries.Transfer:
    """The upload, for who may add to its subject."""
    row = get_object_or_404(queries.Transfer, key=key, provider_id=me.provider_id)
    if subject_of(me, row.subject_kind, row.subject_code) is None:
        raise Http404
    return row


def subject_of(me: User, kind: str, code: str) -> Any:
    return TAKERS[kind].find(me, code).first()


def add(row: queries.Transfer, whole: Upload, *, by: User, at: datetime) -> queries.Attachment:
    subject = subject_of(by, row.subject_kind, row.subject_code)
    add_file = TAKERS[row.subject_kind].add
    return add_file(subject, whole, purpose=row.purpose, key=row.key, by=by, at=at)


def tell(response: HttpResponse, row: queries.Transfer) -> HttpResponse:
    """How far it has come, in the headers of tus; Upload-Complete says that it is attached."""
    response["Tus-Resumable"] = TUS
    response["Upload-Offset"] = f"{row.arrived_bytes}"
    response["Upload-Length"] = f"{row.size_bytes}"
    response["Upload-Complete"] = "?1" if row.attachment_id is not None else "?0"
    response["Cache-Control"] = "no-store"
    return response
