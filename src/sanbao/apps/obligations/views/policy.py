"""When the company warns of promises and whom it tells of a miss, for its manager."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.forms import PolicyForm
from sanbao.rules.moves import Refused


@roles_required(Role.MANAGER)
def policies(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    context = {
        "stated": queries.stated_for(me),
        "standard": queries.standard_policies(),
    }
    return render(request, "obligations/policies.html", context)


@roles_required(Role.MANAGER)
def policy(request: HttpRequest) -> HttpResponse:
    """State a policy. `what` behind the question mark names the promise to begin with."""
    me = reader(request)
    what = request.GET.get("what", "")
    form = PolicyForm(request.POST or None, initial=PolicyForm.standing(me.provider_id, what))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.save_policy(
                typed["what"],
                shares=typed["shares"],
                line=form.line(),
                at=timezone.now(),
                by=me,
            )
            messages.success(request, _("Saved. What is open follows it."))
            return redirect("obligations:policies")
        except Refused as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, said(refused.message))
    status = 422 if form.errors else 200
    return render(request, "obligations/policy.html", {"form": form}, status=status)


@require_POST
@roles_required(Role.MANAGER)
def drop_policy(request: HttpRequest) -> HttpResponse:
    """Go back to what holds otherwise."""
    what = request.POST.get("what", "")[:40]
    actions.drop_policy(what, at=timezone.now(), by=reader(request))
    messages.success(request, _("The standard holds again. What is open follows it."))
    return redirect("obligations:policies")
