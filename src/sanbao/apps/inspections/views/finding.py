"""What came to light, for those who act on it: quotes to be answered, opinions by product."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.inspections import actions, queries
from sanbao.apps.inspections.forms import AnswerForm
from sanbao.apps.products import queries as products
from sanbao.rules.moves import Refused

QUOTE_READERS = (*queries.SEES_ALL, Role.CUSTOMER)
ANSWERERS = (Role.DESK, Role.MANAGER, Role.CUSTOMER)


@roles_required(*QUOTE_READERS)
def quotes(request: HttpRequest) -> HttpResponse:
    """Quotes for latent faults that the customer has not answered, the oldest first."""
    me = reader(request)
    page = page_of(queries.quotes_for(me), by=("id",), after=request.GET.get("after", ""), size=30)
    context = {
        "page": page,
        "may_answer": me.has_role(*ANSWERERS),
        "customer_reads": not me.has_role(*queries.SEES_ALL),
    }
    return render(request, "inspections/quotes.html", context)


@require_POST
@roles_required(*ANSWERERS)
def answer_quote(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.faults_for(me).exclude(quote_state=""), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            fault = actions.answer_quote(found, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            messages.error(request, said(refused.message))
        else:
            words = _("Accepted: case %s is open.") % fault.case if fault.case else _("Declined.")
            messages.success(request, words)
    return redirect("inspections:quotes")


@roles_required(*queries.SEES_ALL)
def opinions(request: HttpRequest) -> HttpResponse:
    """What the customers' maintenance staff said, by product, newest first (P1-4.2)."""
    me = reader(request)
    product = request.GET.get("product", "")[:40]
    page = page_of(
        queries.opinions_for(me, product=product),
        by=("-id",),
        after=request.GET.get("after", ""),
        size=30,
    )
    context = {
        "page": page,
        "product": product,
        "products": products.products_for(me).order_by("name", "code"),
    }
    return render(request, "inspections/opinions.html", context)
