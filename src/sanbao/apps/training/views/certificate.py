"""Who has what, what ends soon; one certificate with its paper, renewed or revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.training import actions, queries
from sanbao.apps.training.forms import FilterForm, RenewForm, RevokeForm
from sanbao.rules.deadline import china_day
from sanbao.rules.moves import Refused


@roles_required(*queries.READERS)
def certificate_list(request: HttpRequest) -> HttpResponse:
    """Those that end within 60 days, or others; what ends first stands first."""
    me, on = reader(request), china_day(timezone.now())
    form = FilterForm(request.GET)
    shown = form.wanted()
    rows = queries.filtered(queries.certificates_for(me), shown=shown, on=on)
    page = page_of(rows, by=("valid_until", "id"), after=request.GET.get("after", ""), size=30)
    context = {
        "rows": [(row, queries.standing_of(row, on=on)) for row in page.rows],
        "after": page.after,
        "form": form,
        "shown": shown,
        "may_keep": me.has_role(*queries.KEEPERS),
    }
    return render(request, "training/certificate_list.html", context)


@roles_required(*Role.values)
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, found(request, pk))


def found(request: HttpRequest, pk: int) -> queries.Certificate:
    rows = queries.certificates_for(reader(request)).select_related("renews", "revoked_by")
    return get_object_or_404(rows, pk=pk)


def show(
    request: HttpRequest,
    row: queries.Certificate,
    *,
    renewing: RenewForm | None = None,
    revoking: RevokeForm | None = None,
) -> HttpResponse:
    me, on = reader(request), china_day(timezone.now())
    standing = queries.standing_of(row, on=on)
    following = queries.Certificate.objects.filter(renews=row).first()
    may_keep = me.has_role(*queries.KEEPERS)
    context = {
        "row": row,
        "certificate": row,
        "standing": standing,
        "following": following,
        "may_revoke": may_keep and standing in ("coming", "valid", "ending"),
        "may_renew": may_keep and row.revoked_on is None and following is None,
        "renewing": renewing or RenewForm(auto_id="renew_%s"),
        "revoking": revoking or RevokeForm(auto_id="revoke_%s"),
    }
    status = 422 if renewing or revoking else 200
    return render(request, "training/certificate.html", context, status=status)


@require_POST
@roles_required(*queries.KEEPERS)
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    form = RenewForm(request.POST, auto_id="renew_%s")
    if form.is_valid():
        try:
            made = actions.renew(row, **form.cleaned_data, at=timezone.now(), by=reader(request))
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("Renewed until %s.") % made.valid_until)
            return redirect("training:certificate", made.pk)
    return show(request, row, renewing=form)


@require_POST
@roles_required(*queries.KEEPERS)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Not valid any more from today on, with the reason."""
    row = found(request, pk)
    form = RevokeForm(request.POST, auto_id="revoke_%s")
    if form.is_valid():
        at, by = timezone.now(), reader(request)
        actions.revoke(row, **form.cleaned_data, on=china_day(timezone.now()), at=at, by=by)
        messages.success(request, _("The certificate is not valid any more."))
        return redirect("training:certificate", row.pk)
    return show(request, row, revoking=form)
