"""What proves the fault of a case, added after it was reported: photos, films, papers (P3-6.3)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.evidence.facts import purpose_of
from sanbao.apps.visits.forms import PhotoForm
from sanbao.rules.moves import Refused
from sanbao.site.pages.upload_api import SENDERS

OVER = (cases.CaseState.CLOSED, cases.CaseState.CANCELLED)


def form_for(user: User, case: cases.Case) -> PhotoForm | None:
    """The form for whoever may add to the case as it stands, else None."""
    return PhotoForm() if user.has_role(*SENDERS) and case.state not in OVER else None


@require_POST
@roles_required(*SENDERS)
def add_file(request: HttpRequest, code: str) -> HttpResponse:
    """One file by a plain form: what a browser without scripts can do."""
    me = reader(request)
    case = get_object_or_404(cases.cases_for(me), code=code)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
    elif problem := kept(case, form, me):
        messages.error(request, problem)
    else:
        messages.success(request, _("The file is kept."))
    return redirect("desk:customer_case" if me.has_role(Role.CUSTOMER) else "desk:case", code)


def kept(case: cases.Case, form: PhotoForm, me: User) -> str:
    """Why the file is not taken, "" once it is kept."""
    file = form.cleaned_data["photo"]
    purpose = purpose_of(file.read(64))
    file.seek(0)
    key = form.cleaned_data["key"]
    try:
        desk.add_file(case, file, purpose=purpose, key=key, by=me, at=timezone.now())
    except Refused as refused:
        return said(refused.message)
    return ""
