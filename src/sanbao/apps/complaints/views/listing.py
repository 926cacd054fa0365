"""Which complaints there are, and how many of what."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.complaints import queries
from sanbao.apps.complaints.forms import FilterForm

LOOKING_BACK = timedelta(days=365)
CHOICES = (
    (queries.By.TOPIC, _("by topic")),
    (queries.By.PRODUCT, _("by product")),
    (queries.By.PERSON, _("by person")),
    (queries.By.DEALER, _("by dealer")),
)


@roles_required(*queries.SEES_ALL)
def complaint_list(request: HttpRequest) -> HttpResponse:
    """Those still open, the newest first."""
    me = reader(request)
    form = FilterForm(request.GET)
    wanted = form.wanted()
    rows = queries.filtered(queries.complaints_for(me), **wanted)
    rows = rows.select_related("customer", "dealer", "owner")
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=30)
    context = {
        "page": page,
        "form": form,
        "wanted": wanted,
        "may_take": me.has_role(*queries.HANDLES),
    }
    return render(request, "complaints/list.html", context)


@roles_required(*queries.SEES_ALL)
def figures(request: HttpRequest) -> HttpResponse:
    """The complaints of a year by month, and by topic, product, person or dealer."""
    me, since = reader(request), timezone.now() - LOOKING_BACK
    asked = request.GET.get("by", "")
    by = queries.By(asked) if asked in set(queries.By) else queries.By.TOPIC
    context = {
        "months": queries.months_for(me, since=since),
        "by": by.value,
        "choices": [(choice.value, label) for choice, label in CHOICES],
        "rows": queries.by_for(me, by, since=since),
        "topics": dict(queries.Topic.choices),
    }
    return render(request, "complaints/figures.html", context)
