"""Files of bank transfers: made, taken along, the bank's answer read; the layout that it wants."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.handed import handed
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain, reason_of, said
from sanbao.apps.settlements import actions, queries
from sanbao.apps.settlements.forms import AnswerForm, LayoutForm
from sanbao.rules.moves import Refused
from sanbao.rules.remittance import COLUMN_WORDS


@roles_required(*queries.SEES_PAYMENTS)
def remittance_list(request: HttpRequest) -> HttpResponse:
    """The files, the newest first, and how many statements wait to be put on one."""
    me = reader(request)
    page = page_of(
        queries.remittances_for(me), by=("-id",), after=request.GET.get("after", ""), size=30
    )
    waiting = queries.statements_for(me).filter(state=queries.StatementState.APPROVED).count()
    context = {"page": page, "waiting": waiting, "may_pay": me.has_role(*queries.PAYS)}
    return render(request, "settlements/remittances.html", context)


@require_POST
@roles_required(*queries.PAYS)
def remit(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    try:
        made = actions.remit(me.provider, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, reason_of(refused))
        return redirect("settlements:remittance_list")
    return redirect("settlements:remittance", made.code)


@roles_required(*queries.SEES_PAYMENTS)
def remittance(request: HttpRequest, code: str) -> HttpResponse:
    """One file with its transfers; finance hands in the bank's answer."""
    me = reader(request)
    row = get_object_or_404(queries.remittances_for(me), code=code)
    may_pay = me.has_role(*queries.PAYS)
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and may_pay and form.is_valid():
        try:
            paid, refused = actions.take_answers(
                row, form.answers, digest=form.digest, by=me, at=timezone.now()
            )
        except Refused as no:
            complain(form, no)
        else:
            told = {"paid": paid, "refused": refused}
            messages.success(request, _("%(paid)s paid, %(refused)s refused by the bank.") % told)
            return redirect("settlements:remittance", code)
    context = {
        "row": row,
        "payments": queries.payments_of(row)[:500],
        "form": form,
        "may_pay": may_pay,
    }
    return render(
        request, "settlements/remittance.html", context, status=422 if form.errors else 200
    )


@roles_required(*queries.SEES_PAYMENTS)
def remittance_file(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.remittances_for(reader(request)).defer(None), code=code)
    return handed(bytes(row.file), f"{row.code}.csv", "text/csv")


@roles_required(*queries.PAYS)
def layout(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    kept, encoding = queries.layout_of(me.provider_id)
    initial = {
        "columns": ", ".join(kept.columns),
        "delimiter": kept.delimiter,
        "encoding": encoding,
        "has_header": kept.has_header,
        "has_total": kept.has_total,
    }
    form = LayoutForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["encoding"]
        try:
            actions.save_layout(
                me.provider, form.layout(), encoding=given, by=me, at=timezone.now()
            )
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The next file is written so."))
            return redirect("settlements:remittance_list")
    words = [(name, said(message)) for name, message in COLUMN_WORDS.items()]
    return render(
        request,
        "settlements/layout.html",
        {"form": form, "columns": words},
        status=422 if form.errors else 200,
    )
