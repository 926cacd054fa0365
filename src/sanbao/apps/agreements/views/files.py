"""An agreement as a file: taken out of any version, looked at and taken into a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import STAFF, Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import ImportForm, TakeInForm, language, packed
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
    """First what the file would change, then it is taken in. What was pasted stays all the while.

    Every fault of the text stands above the form.
    """
    version = found_version(reader(request), code, number)
    if not queries.is_writable(version):
        return redirect("agreements:version", code, number)
    if "packed" in request.POST:
        return taken_in(request, version)
    form = ImportForm(
        request.POST or None, request.FILES or None, initial={"token": queries.token(version)}
    )
    if request.method == "POST" and form.is_valid():
        return shown_first(request, version, form.cleaned_data["told"])
    return asked(request, version, form)


def asked(request: HttpRequest, version: queries.Version, form: ImportForm) -> HttpResponse:
    context = {"agreement": version.agreement, "version": version, "form": form}
    return render(request, "agreements/import.html", context, status=422 if form.errors else 200)


def shown_first(
    request: HttpRequest, version: queries.Version, text: str, problem: str = ""
) -> HttpResponse:
    """What the text would change in the draft as it stands now."""
    would_be = queries.with_text(version, text, keeps_blanks=True)
    token = queries.token(version)
    context = {
        "agreement": version.agreement,
        "version": version,
        "form": ImportForm(initial={"token": token, "text": text}),
        "taking": TakeInForm(initial={"token": token, "packed": packed(text)}),
        "comparison": queries.compared(version, would_be, lang=language()),
        "problem": problem,
    }
    return render(request, "agreements/import.html", context, status=422 if problem else 200)


def taken_in(request: HttpRequest, version: queries.Version) -> HttpResponse:
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return asked(request, version, ImportForm({"token": request.POST.get("token", "")}))
    text, token = form.cleaned_data["packed"], form.cleaned_data["token"]
    try:
        actions.import_text(
            version,
            text,
            token=token,
            keeps_blanks=form.cleaned_data["keeps_blanks"],
            by=reader(request),
            at=timezone.now(),
        )
    except Refused as refused:
        version.refresh_from_db()
        return shown_first(request, version, text, problem=said(refused.message))
    messages.success(request, _("The draft has the text of the file now."))
    return redirect("agreements:edit", version.agreement.code, version.number)
