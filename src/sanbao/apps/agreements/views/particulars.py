"""Who an agreement is with, and who answers for it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import ParticularsForm
from sanbao.apps.agreements.views.reading import found
from sanbao.rules.moves import Refused


@roles_required(Role.MANAGER)
def particulars(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    agreement = found(me, code)
    form = ParticularsForm(request.POST or None, user=me, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe(agreement, form.particulars(), by=me, at=timezone.now())
        except Refused as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, said(refused.message))
        else:
            messages.success(request, _("Parties and roles have been saved."))
            draft = queries.draft_of(agreement)
            if draft is None or draft.state == "draft":
                return redirect("agreements:detail", code)
            return redirect("agreements:sign", code, draft.number)
    context = {
        "agreement": agreement,
        "form": form,
        "roles": [
            (form[f"department_{role}"], form[f"person_{role}"]) for role in queries.PartRole
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "agreements/particulars.html", context, status=status)
