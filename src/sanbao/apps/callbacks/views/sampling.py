"""The sample of a month's repairs: drawn by the manager, called by the desk."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.callbacks import actions, queries
from sanbao.apps.callbacks.forms import DrawForm
from sanbao.rules.deadline import china_day
from sanbao.rules.moves import Refused

SHOWN = 24


@roles_required(*queries.READERS)
def samples(request: HttpRequest) -> HttpResponse:
    """Those drawn, the newest month first; a manager draws the next one."""
    me, at = reader(request), timezone.now()
    may_draw = me.has_role(Role.MANAGER)
    last_month = china_day(at).replace(day=1) - timedelta(days=1)
    is_sent = request.method == "POST" and may_draw
    form = DrawForm(request.POST if is_sent else None, initial={"month": f"{last_month:%Y-%m}"})
    if is_sent and form.is_valid():
        try:
            made = actions.draw(**form.cleaned_data, by=me, at=at)
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("callbacks:sample", made.pk)
    rows = queries.samples_for(me).order_by("-month")[:SHOWN]
    context = {"rows": rows, "form": form, "may_draw": may_draw}
    return render(request, "callbacks/samples.html", context, status=422 if form.errors else 200)


@roles_required(*queries.READERS)
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was drawn, who is still to be called, and that nobody chose by hand."""
    found = get_object_or_404(queries.samples_for(reader(request)), pk=pk)
    context = {
        "sample": found,
        "chosen": queries.chosen_of(found),
        "is_same": queries.is_same_again(found),
    }
    return render(request, "callbacks/sample.html", context)
