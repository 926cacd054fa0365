"""A new agreement from another one or from a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import NewAgreementForm, NewFromFileForm
from sanbao.apps.agreements.views.reading import found_version, paper
from sanbao.rules.moves import Refused


@roles_required(Role.MANAGER)
def copy(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The terms and blanks of any version, under another title and with another party."""
    me = reader(request)
    version = found_version(me, code, number)
    form = NewAgreementForm(request.POST or None, initial={"title": version.agreement.title})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.copy(version, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            form.add_error(None, said(refused.message))
        else:
            return redirect("agreements:version", made.code, 1)
    context = {
        "form": form,
        "agreement": version.agreement,
        "version": version,
        **paper(version, queries.values(version)),
    }
    return render(request, "agreements/copy.html", context, status=422 if form.errors else 200)


@roles_required(Role.MANAGER)
def new_from_file(request: HttpRequest) -> HttpResponse:
    """Every fault of the text stands above the form; what was pasted stays."""
    me = reader(request)
    form = NewFromFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("key", "title", "counterparty")}
        told = form.cleaned_data["told"]
        try:
            made = actions.create_from_text(told, **typed, by=me, at=timezone.now())
        except Refused as refused:
            form.add_error(None, said(refused.message))
        else:
            return redirect("agreements:version", made.code, 1)
    context = {"form": form}
    return render(request, "agreements/new_file.html", context, status=422 if form.errors else 200)
