"""Which work asks for which certificate: a row for each, with its clause."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import STAFF, reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.products import queries as products
from sanbao.apps.training import actions, queries
from sanbao.apps.training.forms import NeedForm, QualificationForm
from sanbao.rules.moves import Refused


@roles_required(*STAFF)
def needs(request: HttpRequest) -> HttpResponse:
    """What every work asks for; a manager adds a row, or a further qualification."""
    me = reader(request)
    may_keep = me.has_role(*queries.KEEPERS)
    posted = request.POST if may_keep and request.method == "POST" else None
    adds_kind = posted is not None and "code" in posted
    kind_form = QualificationForm(posted if adds_kind else None, auto_id="kind_%s")
    form = NeedForm(
        None if adds_kind else posted,
        auto_id="need_%s",
        products=products.products_for(me).order_by("name", "pk"),
        qualifications=queries.qualifications_for(me),
    )
    wrong: NeedForm | QualificationForm = kind_form if adds_kind else form
    if posted is not None and wrong.is_valid():
        given, at = wrong.cleaned_data, timezone.now()
        try:
            if adds_kind:
                actions.add_qualification(
                    given.pop("name"), provider=me.provider, at=at, by=me, **given
                )
            else:
                actions.require(
                    given.pop("work"), given.pop("qualification"), at=at, by=me, **given
                )
        except Refused as refused:
            complain(wrong, refused)
        else:
            messages.success(request, _("On record."))
            return redirect("training:needs")
    giving = queries.courses_giving(me)
    rows = queries.needs_for(me).order_by("work", "pk")
    context = {
        "needs": [(need, giving.get(need.qualification_id, ())) for need in rows],
        "qualifications": queries.qualifications_for(me),
        "form": form,
        "kind_form": kind_form,
        "may_keep": may_keep,
    }
    return render(request, "training/needs.html", context, status=422 if wrong.errors else 200)


@require_POST
@roles_required(*queries.KEEPERS)
def drop_need(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    need = get_object_or_404(queries.needs_for(me), pk=pk)
    actions.drop_need(need, at=timezone.now(), by=me)
    return redirect("training:needs")
