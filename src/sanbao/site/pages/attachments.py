"""Files that prove something: whoever may see the subject may see the file, nobody else."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.contacts import queries as contacts
from sanbao.apps.desk import queries as desk
from sanbao.apps.evidence import queries as evidence
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
    "session": lambda user, code: training.sessions_for(user).filter(code=code).exists(),
    "certificate": lambda user, code: training.certificates_for(user).filter(pk=code).exists(),
    "obligation": lambda user, code: duties.obligations_for(user).filter(code=code).exists(),
    "contact": lambda user, code: (
        contacts.contacts_for(user, at=timezone.now()).filter(code=code).exists()
    ),
    "case": lambda user, code: desk.cases_for(user).filter(code=code).exists(),
}
# Shown in the page; everything else is handed over as a download.
SHOWN = frozenset({"image/jpeg", "image/png"})


@require_safe
@roles_required(*Role.values)
def attachment(request: HttpRequest, key: UUID) -> HttpResponse:
    user = reader(request)
    found = get_object_or_404(evidence.Attachment, key=key, provider_id=user.provider_id)
    may_see = SUBJECTS.get(found.subject_kind)
    if may_see is None or not may_see(user, found.subject_code):
        raise Http404
    return served(found)


def served(found: evidence.Attachment) -> HttpResponse:
    """The file under the type it was found to have; a browser guesses nothing else."""
    with found.file.open("rb") as stored:
        answer = HttpResponse(stored.read(), content_type=found.content_type)
    is_shown = found.content_type in SHOWN
    disposition = content_disposition_header(as_attachment=not is_shown, filename=found.name)
    if disposition:
        answer["Content-Disposition"] = disposition
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=86400"
    return answer
