"""Signing a version and ending an agreement."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import EndForm, SigningForm, language
from sanbao.apps.agreements.views.reading import detail_context, found, found_version, paper
from sanbao.rules.moves import Refused


@roles_required(Role.MANAGER)
def sign(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The whole text to read, and below it the days and the two names."""
    me = reader(request)
    version = found_version(me, code, number)
    if version.put_in_force_at is not None:
        # Also where a second click on the button lands.
        return redirect("agreements:detail", code)
    form = SigningForm(request.POST or None, initial={"signed_for_provider": str(me)})
    if request.method == "POST" and form.is_valid() and signed(request, version, form):
        messages.success(request, _("The agreement is in force."))
        return redirect("agreements:detail", code)
    lang = language()
    context = {
        "agreement": version.agreement,
        "version": version,
        "form": form,
        "open_blanks": [blank.label.text(lang) for blank in queries.open_blanks(version)],
        **paper(version, queries.values(version)),
    }
    return render(request, "agreements/sign.html", context, status=422 if form.errors else 200)


def signed(request: HttpRequest, version: queries.Version, form: SigningForm) -> bool:
    """Put in force what the form says; False with the reason on the form when it is refused."""
    try:
        signing = actions.Signing(**form.cleaned_data)
        actions.put_in_force(version, signing, by=reader(request), at=timezone.now())
    except Refused as refused:
        form.add_error(None, said(refused.message))
        return False
    return True


@require_POST
@roles_required(Role.MANAGER)
def end(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    agreement = found(me, code)
    form = EndForm(request.POST)
    problem = ""
    if form.is_valid():
        try:
            actions.end(agreement, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            problem = said(refused.message)
        else:
            messages.success(request, _("The agreement ends."))
            return redirect("agreements:detail", code)
    context = detail_context(request, agreement, form, problem)
    return render(request, "agreements/detail.html", context, status=422)
