"""The documents of a unit: which there are, which it came with, and handing them over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.assets import queries as assets
from sanbao.apps.knowledge import actions, queries
from sanbao.apps.knowledge.forms import HandoverForm
from sanbao.rules.knowledge import missing
from sanbao.rules.moves import Refused


@roles_required(*queries.READERS)
def documents(request: HttpRequest, serial: str) -> HttpResponse:
    me = reader(request)
    rows = assets.assets_for(me).select_related("provider", "product", "customer")
    unit = get_object_or_404(rows, serial=serial)
    there = queries.documents_of(me, unit)
    may_give = me.has_role(*queries.GIVES)
    is_sent = request.method == "POST" and may_give
    form = HandoverForm(request.POST if is_sent else None, editions=there)
    if is_sent and form.is_valid():
        try:
            given = form.cleaned_data
            made = actions.hand_over(
                unit,
                list(given["editions"]),
                received_by_name=given["received_by_name"],
                key=given["key"],
                by=me,
                at=timezone.now(),
            )
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, words(made))
            return redirect("knowledge:documents", serial)
    return show(request, unit, me, form)


def words(made: queries.Handover) -> str:
    if made.is_complete:
        return _("Handed over: the full set is there.")
    return _("Handed over. The full set is not there yet.")


def show(request: HttpRequest, unit: assets.Asset, me: User, form: HandoverForm) -> HttpResponse:
    there = list(queries.documents_of(me, unit))
    handovers = list(queries.handovers_of(unit))
    given = {edition.article.kind for row in handovers for edition in row.editions.all()}
    context = {
        "unit": unit,
        "documents": there,
        "handovers": handovers,
        "missing": [queries.Kind(kind).label for kind in missing(given)],
        "form": form if me.has_role(*queries.GIVES) and there else None,
    }
    status = 422 if form.errors else 200
    return render(request, "knowledge/documents.html", context, status=status)
