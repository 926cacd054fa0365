"""The customer signs; the report is handed in; the paper can be had."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.handed import handed
from sanbao.apps.accounts.wording import complain
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.forms import SignForm, SummaryForm
from sanbao.apps.visits.views.visit import READERS, WORKERS, show_visit, to_work
from sanbao.rules.moves import Refused


@roles_required(*WORKERS)
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """The screen handed to the customer: what was done, what it costs, and where to sign."""
    found = to_work(request, code)
    initial = {"signer_name": found.agreed_with}
    form = SignForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            key = form.cleaned_data["key"]
            actions.sign(found, form.signing(), key=key, by=reader(request), at=timezone.now())
        except Refused as refused:
            if refused.field == "file":
                form.add_error("signature", _("The signature cannot be read; sign again."))
            else:
                complain(form, refused)
        else:
            messages.success(request, _("Signed. Thank you."))
            return redirect("visits:visit", code)
    fee = queries.fee_of(found) if found.worked_at else None
    context = {"visit": found, "form": form, "fee": fee}
    return render(request, "visits/sign.html", context, status=422 if form.errors else 200)


@require_POST
@roles_required(*WORKERS)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Hand in the report to the after-sales department (P3-4 step 6)."""
    found = to_work(request, code)
    form = SummaryForm(request.POST)
    if form.is_valid():
        try:
            summary = form.cleaned_data["summary"]
            actions.report(found, summary=summary, by=reader(request), at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The report is handed in."))
            return redirect("visits:visit", code)
    return show_visit(request, found, refused={"report": form})


@roles_required(*READERS)
def report_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The service report as PDF, for everybody who may see the visit."""
    found = get_object_or_404(queries.visits_for(reader(request)), code=code)
    if found.report is None:
        raise Http404
    return handed(evidence.content_of(found.report), found.report.name)
