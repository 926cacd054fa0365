"""An agreement as a file: taken out of any version, taken into a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import STAFF, Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import ImportForm
from sanbao.apps.agreements.views.reading import found_version
from sanbao.rules.moves import Refused


@roles_required(*STAFF)
def export(request: HttpRequest, code: str, number: int) -> HttpResponse:
    version = found_version(reader(request), code, number)
    answer = HttpResponse(queries.exported(version), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{queries.file_name(version)}"'
    return answer


@roles_required(Role.MANAGER)
def take_in(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Every fault of the text stands above the form; what was pasted stays."""
    version = found_version(reader(request), code, number)
    if not queries.is_writable(version):
        return redirect("agreements:version", code, number)
    form = ImportForm(
        request.POST or None, request.FILES or None, initial={"token": queries.token(version)}
    )
    if request.method == "POST" and form.is_valid() and taken(request, version, form):
        messages.success(request, _("The draft has the text of the file now."))
        return redirect("agreements:edit", code, number)
    context = {"agreement": version.agreement, "version": version, "form": form}
    return render(request, "agreements/import.html", context, status=422 if form.errors else 200)


def taken(request: HttpRequest, version: queries.Version, form: ImportForm) -> bool:
    told, token = form.cleaned_data["told"], form.cleaned_data["token"]
    try:
        actions.import_text(version, told, token=token, by=reader(request), at=timezone.now())
    except Refused as refused:
        form.add_error(None, said(refused.message))
        return False
    return True
