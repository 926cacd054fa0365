"""What a draft would change: past cases decided anew by it, each that comes out otherwise."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import TrialForm
from sanbao.apps.agreements.views.reading import found_version
from sanbao.rules.moves import Refused

CASES_SHOWN = 20


@require_safe
@roles_required(Role.MANAGER)
def trial(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The trial of a version. The page asks for the fragment each second while it is under way."""
    version = found_version(reader(request), code, number)
    fragment = request.headers.get("HX-Request")
    name = "agreements/_trial.html" if fragment else "agreements/trial.html"
    return render(request, name, outlook(request, version))


def outlook(request: HttpRequest, version: queries.Version) -> dict[str, Any]:
    found = queries.trial_of(version)
    usual = found.covers if found else usual_cases(version)
    context: dict[str, Any] = {
        "version": version,
        "agreement": version.agreement,
        "trial": found,
        "form": TrialForm(initial={"covers": usual}),
        "may_try": version.put_in_force_at is None,
    }
    if found is None:
        return context
    context["percent"] = 100 * found.done // max(1, found.total)
    if found.state == queries.TrialState.DONE:
        after = request.GET.get("after", "")
        page = page_of(
            queries.tried_cases(found), by=queries.LATEST_FIRST, after=after, size=CASES_SHOWN
        )
        context |= {
            "cases": queries.cases_beside(page.rows),
            "after": page.after,
            "is_outdated": queries.is_outdated(found, version),
        }
    return context


def usual_cases(version: queries.Version) -> str:
    """A first version has decided nothing yet: it is tried on what others have decided."""
    return queries.Covers.AGREEMENT if version.number > 1 else queries.Covers.COMPANY


@require_POST
@roles_required(Role.MANAGER)
def try_out(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Start it. Why it cannot be started stands on the page."""
    me = reader(request)
    version = found_version(me, code, number)
    form = TrialForm(request.POST)
    covers = form.cleaned_data["covers"] if form.is_valid() else usual_cases(version)
    try:
        actions.try_out(version, covers=covers, by=me, at=timezone.now())
    except Refused as refused:
        words = _("Not tried out: %(reason)s.") % {"reason": said(refused.message)}
        messages.error(request, words)
    return redirect("agreements:trial", code, number)
