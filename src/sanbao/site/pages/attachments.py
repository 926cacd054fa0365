"""Files that prove something: whoever may see the subject may see the file, nobody else."""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any, TypeVar
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.files.base import File
from django.core.handlers.asgi import ASGIRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.claims import queries as claims
from sanbao.apps.contacts import queries as contacts
from sanbao.apps.desk import queries as desk
from sanbao.apps.evidence import actions as evidence_actions
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.evidence.facts import MEGABYTE, VIDEOS
from sanbao.apps.inspections import queries as inspections
from sanbao.apps.knowledge import queries as knowledge
from sanbao.apps.obligations import queries as duties
from sanbao.apps.parts import queries as parts
from sanbao.apps.training import queries as training
from sanbao.apps.visits import queries as visits

SUBJECTS: Mapping[str, Callable[[User, str], bool]] = {
    # The other party of an agreement sees both signatures, and the paper that was signed.
    "agreement": lambda user, code: agreements.agreements_for(user).filter(code=code).exists(),
    "article": lambda user, code: knowledge.articles_for(user).filter(code=code).exists(),
    "visit": lambda user, code: visits.visits_for(user).filter(code=code).exists(),
    "loan": lambda user, code: parts.loans_for(user).filter(code=code).exists(),
    "round": lambda user, code: inspections.rounds_for(user).filter(code=code).exists(),
    # Whoever was taught keeps what was handed out, when the course is offered no more, too.
    "course": lambda user, code: (
        training.courses_for(user).filter(code=code).exists()
        or training.sessions_for(user).filter(course__code=code).exists()
    ),
    "session": lambda user, code: training.sessions_for(user).filter(code=code).exists(),
    "certificate": lambda user, code: training.certificates_for(user).filter(pk=code).exists(),
    "obligation": lambda user, code: duties.obligations_for(user).filter(code=code).exists(),
    "contact": lambda user, code: (
        contacts.contacts_for(user, at=timezone.now()).filter(code=code).exists()
    ),
    "case": lambda user, code: desk.cases_for(user).filter(code=code).exists(),
    "sheet": lambda user, code: claims.sheets_for(user).filter(code=code).exists(),
}
# Shown in the page; everything else is handed over as a download.
SHOWN = frozenset({"image/jpeg", "image/png", *VIDEOS})
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
CHUNK = 256 * 1024
MOST_OF_A_RANGE = 2 * MEGABYTE  # a player asks again for the next part


@require_safe
@roles_required(*Role.values)
def attachment(request: HttpRequest, key: UUID) -> HttpResponseBase:
    return served(request, shown_to(request, key))


@require_safe
@roles_required(*Role.values)
def thumbnail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A photo as it stands in a list; what is no photo has none."""
    found = shown_to(request, key)
    if found.content_type != "image/jpeg":
        raise Http404
    return sealed(HttpResponse(evidence_actions.thumbnail(found), content_type="image/jpeg"), found)


def shown_to(request: HttpRequest, key: UUID) -> evidence.Attachment:
    user = reader(request)
    found = get_object_or_404(evidence.Attachment, key=key, provider_id=user.provider_id)
    may_see = SUBJECTS.get(found.subject_kind)
    if may_see is None:
        raise Http404
    # A photo of a visit stands on the sheet that was drafted from it, too.
    if not may_see(user, found.subject_code) and not claims.shows_photo(user, found):
        raise Http404
    return found


def served(request: HttpRequest, found: evidence.Attachment) -> HttpResponseBase:
    """The file, or the part of it that a player asks for."""
    wanted = RANGE.fullmatch(request.headers.get("Range", ""))
    if wanted is not None:
        return sealed(part(found, *wanted.groups()), found)
    stored = found.file.open("rb")
    if found.content_type in VIDEOS:
        # Django would gather a plain iterator whole before an ASGI server sends its first byte.
        bits = chunks(stored) if isinstance(request, ASGIRequest) else chunks_here(stored)
        film = StreamingHttpResponse(bits, content_type=found.content_type)
        film["Content-Length"] = f"{found.size_bytes}"
        return sealed(film, found)
    with stored:
        return sealed(HttpResponse(stored.read(), content_type=found.content_type), found)


async def chunks(stored: "File[Any]") -> AsyncIterator[bytes]:
    """The file bit by bit; a film is never held in memory whole."""
    try:
        while chunk := await sync_to_async(stored.read)(CHUNK):
            yield chunk
    finally:
        await sync_to_async(stored.close)()


def chunks_here(stored: "File[Any]") -> Iterator[bytes]:
    """The same where no loop runs."""
    with stored:
        yield from stored.chunks(CHUNK)


def part(found: evidence.Attachment, first: str, last: str) -> HttpResponse:
    """Some bytes of the file (RFC 9110, 14): at most MOST_OF_A_RANGE, the player asks again."""
    size = found.size_bytes
    start = int(first) if first else max(size - int(last or 0), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    end = min(end, start + MOST_OF_A_RANGE - 1)
    with found.file.open("rb") as stored:
        stored.seek(start)
        content = stored.read(end - start + 1)
    answer = HttpResponse(content, status=206, content_type=found.content_type)
    answer["Content-Range"] = f"bytes {start}-{end}/{size}"
    return answer


Answer = TypeVar("Answer", bound=HttpResponseBase)


def sealed(answer: Answer, found: evidence.Attachment) -> Answer:
    """Under the type the file was found to have; a browser guesses nothing else."""
    is_shown = found.content_type in SHOWN
    disposition = content_disposition_header(as_attachment=not is_shown, filename=found.name)
    if disposition:
        answer["Content-Disposition"] = disposition
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=86400"
    return answer
