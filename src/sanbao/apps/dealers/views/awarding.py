"""The yearly award: measured, ranked, decided; the certificate of who is awarded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.handed import handed
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain, reason_of
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.forms import YearForm
from sanbao.rules.moves import Refused


@roles_required(*queries.READERS)
def award_list(request: HttpRequest) -> HttpResponse:
    """The years so far; whoever evaluates measures one here."""
    me = reader(request)
    may_measure = me.has_role(*queries.AWARDS)
    is_post = request.method == "POST" and may_measure
    initial = {"year": timezone.localdate().year}
    form = YearForm(request.POST if is_post else None, initial=initial)
    if is_post and form.is_valid():
        try:
            made = actions.measure(form.cleaned_data["year"], by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("dealers:award", made.year)
    page = page_of(
        queries.awards_for(me), by=("-year", "-id"), after=request.GET.get("after", ""), size=30
    )
    context = {
        "rows": page.rows,
        "after": page.after,
        "form": form,
        "may_measure": may_measure,
        "is_inside": queries.is_inside(me),
    }
    status = 422 if form.errors else 200
    return render(request, "dealers/award_list.html", context, status=status)


@require_safe
@roles_required(*queries.READERS)
def award(request: HttpRequest, year: int) -> HttpResponse:
    """The ranking, each number with the evidence behind it; for a dealer its own line."""
    me = reader(request)
    row = get_object_or_404(queries.awards_for(me), year=year)
    scores = [
        (score, [queries.shown(one, score.evidence) for one in score.criteria])
        for score in queries.scores_for(me).filter(award=row)
    ]
    context = {
        "award": row,
        "scores": scores,
        "is_inside": queries.is_inside(me),
        "may_decide": me.has_role(*queries.AWARDS) and row.decided_at is None,
    }
    return render(request, "dealers/award.html", context)


@require_POST
@roles_required(*queries.AWARDS)
def decide(request: HttpRequest, year: int) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.awards_for(me), year=year)
    try:
        actions.decide(row, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, reason_of(refused))
    else:
        messages.success(request, _("The award is decided."))
    return redirect("dealers:award", year)


@require_safe
@roles_required(*queries.READERS)
def certificate(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The certificate as PDF, of who is awarded."""
    score = get_object_or_404(queries.awarded_for(reader(request), year), dealer__code=code)
    return handed(queries.certificate_of(score), f"{score.number}.pdf", is_shown=True)
