"""The company's endpoints. A secret is shown on the answer that made it, and never again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.notices import actions, queries
from sanbao.apps.notices.forms import EndpointForm
from sanbao.rules.moves import Refused


@roles_required(Role.ADMINISTRATOR)
def endpoint_list(request: HttpRequest) -> HttpResponse:
    rows = queries.endpoints_for(reader(request))
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""))
    return render(request, "notices/endpoint_list.html", {"page": page})


@roles_required(Role.ADMINISTRATOR)
def endpoint_new(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("label", "url", "happenings")}
        try:
            made = actions.make_endpoint(**typed, at=timezone.now(), by=me)
            return shown(request, made, secret=made.secret)
        except Refused as refused:
            form.add_error(refused.field or None, said(refused.message))
    status = 422 if form.errors else 200
    return render(request, "notices/endpoint_new.html", {"form": form}, status=status)


@roles_required(Role.ADMINISTRATOR)
def endpoint(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.endpoints_for(me), pk=pk)
    if request.method != "POST":
        return shown(request, row)
    form = EndpointForm(request.POST)
    if form.is_valid():
        try:
            actions.change_endpoint(row.pk, **form.cleaned_data, at=timezone.now(), by=me)
            messages.success(request, _("Saved."))
            return redirect("notices:endpoint", row.pk)
        except Refused as refused:
            form.add_error(refused.field or None, said(refused.message))
    return shown(request, row, form=form)


@require_POST
@roles_required(Role.ADMINISTRATOR)
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.endpoints_for(me), pk=pk)
    row = actions.rotate_secret(row.pk, at=timezone.now(), by=me)
    return shown(request, row, secret=row.secret)


def shown(
    request: HttpRequest,
    row: queries.Endpoint,
    *,
    form: EndpointForm | None = None,
    secret: str = "",
) -> HttpResponse:
    """The endpoint with what was sent to it last. secret: shown once, when it is new."""
    fields = ("label", "url", "happenings", "is_active")
    context = {
        "endpoint": row,
        "form": form or EndpointForm(initial={name: getattr(row, name) for name in fields}),
        "secret": secret,
        "deliveries": row.deliveries.select_related("entry").order_by("-id")[:20],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "notices/endpoint.html", context, status=status)
