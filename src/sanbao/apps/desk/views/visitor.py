"""The page behind a unit's QR code: report a fault without an account."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sanbao.apps.assets import queries as assets
from sanbao.apps.desk import actions, queries
from sanbao.apps.desk.facts import CaseReport
from sanbao.apps.desk.forms import VisitorReportForm
from sanbao.apps.desk.views.portal import refuse
from sanbao.rules.moves import Refused


def scan(request: HttpRequest, public_key: str) -> HttpResponse:
    """Which unit this is, whom to call, and a form. Nothing about its owner stands here."""
    asset = assets.by_public_key(public_key)
    if asset is None:
        raise Http404
    is_post = request.method == "POST"
    form = VisitorReportForm(request.POST if is_post else None, request.FILES if is_post else None)
    if is_post and form.is_valid():
        try:
            case = send(request, form, asset)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("public:follow", case.follow_token)
    context = {"asset": asset, "form": form}
    return render(request, "desk/scan.html", context, status=422 if form.errors else 200)


def send(request: HttpRequest, form: VisitorReportForm, asset: assets.Asset) -> queries.Case:
    at = timezone.now()
    given = form.cleaned_data
    report = CaseReport(
        key=given["key"],
        asset=asset,
        channel=queries.Channel.QR,
        description=given["description"],
        reporter_name=given["reporter_name"],
        reporter_phone=given["reporter_phone"],
        reported_at=at,
        severity=given["severity"],
    )
    if not actions.is_known(report):
        actions.knock(address_of(request), asset.public_key, at=at)
    return actions.open_with_photos(report, given["photos"], by=None, at=at)


def address_of(request: HttpRequest) -> str:
    """The caller's address. Each proxy of ours has added to the list whom it heard; what stands
    before that the caller may have written himself.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    heard = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < proxies <= len(heard) and heard[-proxies].strip():
        return heard[-proxies].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
