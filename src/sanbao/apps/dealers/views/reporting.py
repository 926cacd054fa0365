"""The reports of dealers: which there are, and one with its form or its record."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import reason_of
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.facts import OF_MONTH, REPORTS
from sanbao.apps.dealers.forms import ReachedForm
from sanbao.apps.dealers.views.answering import Sheet, blank, key_of, sent
from sanbao.apps.dealers.views.file import found
from sanbao.apps.parties import queries as parties
from sanbao.rules.moves import Refused


@require_safe
@roles_required(*queries.READERS)
def report_list(request: HttpRequest) -> HttpResponse:
    """What was handed in, the newest first."""
    me = reader(request)
    page = page_of(
        queries.reports_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
    )
    context = {"rows": page.rows, "after": page.after, "is_inside": queries.is_inside(me)}
    return render(request, "dealers/report_list.html", context)


@roles_required(*queries.READERS)
def report(request: HttpRequest, code: str, kind: str, period: str) -> HttpResponse:
    """The form, filled as it was last, and what is on record. A correction is a further record."""
    me, dealer = reader(request), found(request, code)
    if kind not in REPORTS or not exists(dealer, kind, period):
        raise Http404
    if request.method != "POST" or not me.has_role(*queries.FILES):
        return show(request, dealer, (kind, period), sheet_of(dealer, kind, period))
    sheet, reached = sent(REPORTS[kind].form, request), ReachedForm(request.POST)
    key = key_of(sheet.key)
    if not sheet.problem and key is not None and reached.is_valid():
        day = reached.cleaned_data["reached_on"]
        filing = actions.Filing(kind, period, sheet.answers, key, reached_on=day)
        try:
            actions.file_report(dealer, filing, by=me, at=timezone.now())
        except Refused as refused:
            sheet = replace(sheet, problem=reason_of(refused))
        else:
            messages.success(request, _("The report is on record."))
            return redirect("dealers:report", code, kind, period)
    return show(request, dealer, (kind, period), sheet, reached=reached)


def exists(dealer: parties.Dealer, kind: str, period: str) -> bool:
    """A month that can be named, or a product of which the dealer owes something."""
    if kind in OF_MONTH:
        return queries.month_named(period) is not None
    return queries.owes(dealer, kind, period)


def sheet_of(dealer: parties.Dealer, kind: str, period: str) -> Sheet:
    before = queries.report_of(dealer, kind, period)
    return blank(REPORTS[kind].form, before.record.answers if before else {})


def show(
    request: HttpRequest,
    dealer: parties.Dealer,
    about: tuple[str, str],
    sheet: Sheet,
    *,
    reached: ReachedForm | None = None,
) -> HttpResponse:
    me, (kind, period) = reader(request), about
    month = queries.month_named(period) if kind in OF_MONTH else None
    filed = queries.report_of(dealer, kind, period)
    context = {
        "dealer": dealer,
        "kind": kind,
        "period": period,
        "label": dict(queries.ReportKind.choices)[kind],
        "sheet": sheet,
        "form": sheet.form,
        "answers": sheet.answers,
        "problems": sheet.problems,
        "reached": (reached or ReachedForm()) if queries.is_inside(me) else None,
        "filed": filed,
        "known": queries.repairs_known(dealer, month) if month else None,
        "may_file": me.has_role(*queries.FILES),
        "is_inside": queries.is_inside(me),
    }
    is_refused = bool(sheet.problem) or bool(reached and reached.errors)
    return render(request, "dealers/report.html", context, status=422 if is_refused else 200)
