"""Two versions beside each other: what one says that the other does not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.forms import CompareForm, language
from sanbao.apps.agreements.views.reading import READERS, found_version


@require_safe
@roles_required(*READERS)
def compare(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This version against the one before, or against the one that is asked for."""
    me = reader(request)
    version = found_version(me, code, number)
    readable = queries.versions_for(me)
    usual = {"agreement": code, "version": number - 1 or ""}
    asked = request.GET if "version" in request.GET else usual if number > 1 else None
    form = CompareForm(asked, readable=readable, initial=usual)
    other = form.cleaned_data["found"] if asked and form.is_valid() else None
    context = {
        "version": version,
        "agreement": version.agreement,
        "other": other,
        "form": form,
        "comparison": queries.compared(other, version, lang=language()) if other else None,
        "all": "all" in request.GET,
    }
    refused = "version" in request.GET and other is None
    return render(request, "agreements/compare.html", context, status=422 if refused else 200)
