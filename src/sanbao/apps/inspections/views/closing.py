"""The customer's person fills in the feedback and signs; the paper can be had."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.handed import handed
from sanbao.apps.accounts.wording import complain, said
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.inspections import actions, queries
from sanbao.apps.inspections.facts import FEEDBACK
from sanbao.apps.inspections.forms import SignForm
from sanbao.apps.inspections.views.trip import READERS, WORKERS, to_work
from sanbao.rules.form import gather, problems
from sanbao.rules.moves import Refused


@roles_required(*WORKERS)
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """The screen handed to the customer: what was found, the feedback form, where to sign."""
    found = to_work(request, code)
    feedback = evidence.asked(evidence.form(FEEDBACK))
    form = SignForm(request.POST or None, initial={"signer_name": found.site.contact_name})
    answers, wrong = {}, {}
    if request.method == "POST":
        answers = gather(feedback, request.POST.dict())
        wrong = {name: said(message) for name, message in problems(feedback, answers).items()}
        if form.is_valid() and not wrong and signed(request, found, form, answers):
            messages.success(request, _("Signed. Thank you."))
            return redirect("inspections:round", code)
    context = {
        "round": found,
        "units": list(queries.inspections_of(found)),
        "opinions": found.opinions.order_by("id"),
        "form": feedback,
        "sign_form": form,
        "answers": answers,
        "problems": wrong,
        "problem": _("Some questions are still open.") if wrong else "",
    }
    status = 422 if form.errors or wrong else 200
    return render(request, "inspections/sign.html", context, status=status)


def signed(
    request: HttpRequest, found: queries.Round, form: SignForm, answers: dict[str, str]
) -> bool:
    """Whether the signature stands; if not, the form says why."""
    key = form.cleaned_data["key"]
    try:
        actions.sign(found, form.signing(), answers, key=key, by=reader(request), at=timezone.now())
    except Refused as refused:
        if refused.field == "file":
            form.add_error("signature", _("The signature cannot be read; sign again."))
        else:
            complain(form, refused)
        return False
    return True


@roles_required(*READERS)
def report_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The report as PDF, for everybody who may see the round."""
    found = get_object_or_404(queries.rounds_for(reader(request)), code=code)
    if found.report is None:
        raise Http404
    return handed(evidence.content_of(found.report), found.report.name)
