"""The customer reports something about a unit of his own."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.assets import queries as assets
from sanbao.apps.desk import actions, queries
from sanbao.apps.desk.facts import CaseReport
from sanbao.apps.desk.forms import CustomerReportForm
from sanbao.apps.desk.views.call import Look, language, unit_for
from sanbao.rules.facts import EventKind
from sanbao.rules.moves import Refused


@roles_required(Role.CUSTOMER)
def customer_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report something about a unit of one's own."""
    user = reader(request)
    asset = unit_for(user, pk)
    form = report_form(request, asset)
    if request.method == "POST" and form.is_valid():
        try:
            case = send(form, asset, by=user)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, _("Thank you. Your case number is %(code)s.") % {"code": case.code}
            )
            return redirect("desk:customer_case", case.code)
    status = 422 if form.errors else 200
    context = report_context(form, asset)
    return render(request, "desk/customer_report.html", context, status=status)


@require_POST
@roles_required(Role.CUSTOMER)
def customer_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What is promised for the kind chosen; nothing typed is lost or called wrong."""
    asset = unit_for(reader(request), pk)
    form = report_form(request, asset)
    form.full_clean()
    for name in [name for name in form.errors if not form[name].value()]:
        del form.errors[name]
    return render(request, "desk/_customer_report_body.html", report_context(form, asset))


def report_form(request: HttpRequest, asset: assets.Asset) -> CustomerReportForm:
    spoken = queries.spoken_of(asset, at=timezone.now(), lang=language())
    is_post = request.method == "POST"
    user = reader(request)
    initial = {"reporter_name": str(user), "reporter_phone": user.phone or asset.customer.phone}
    return CustomerReportForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        kinds=spoken.kinds,
        initial=initial,
    )


def report_context(form: CustomerReportForm, asset: assets.Asset) -> dict[str, object]:
    return {
        "form": form,
        "asset": asset,
        "look": look(form, asset),
        "duplicates": list(queries.duplicates(asset)[:3]),
    }


def look(form: CustomerReportForm, asset: assets.Asset) -> Look:
    at = timezone.now()
    kind = str(form["kind"].value() or EventKind.FAULT_REPORTED)
    reason = str(form["reason"].value() or "") if "reason" in form.fields else ""
    report = CaseReport(
        key=UUID(int=0),
        asset=asset,
        channel="web",
        kind=kind,
        particulars={"reason": reason} if reason else {},
        description="",
        reporter_name="",
        reporter_phone="",
        reported_at=at,
        severity=severity_in(form),
    )
    try:
        decided = actions.preview(report, at=at)
    except Refused:
        # What stands in the way is the desk's to put right, not the customer's to read.
        return Look(None, "", "")
    return Look(decided.as_json(language(), translate=said), "", "")


def severity_in(form: CustomerReportForm) -> str:
    """How bad it is, as far as it is chosen from what is offered."""
    if "severity" not in form.fields or "severity" in form.errors:
        return ""
    return str(form["severity"].value() or "")


def send(form: CustomerReportForm, asset: assets.Asset, *, by: User) -> queries.Case:
    at = timezone.now()
    given = form.cleaned_data
    report = CaseReport(
        key=given["key"],
        asset=asset,
        channel=queries.Channel.WEB,
        kind=given["kind"],
        particulars={"reason": given["reason"]} if given.get("reason") else {},
        description=given["description"],
        reporter_name=given["reporter_name"],
        reporter_phone=given["reporter_phone"],
        reported_at=at,
        severity=given.get("severity", ""),
        is_again=given["is_again"],
    )
    return actions.open_with_photos(report, given["photos"], by=by, at=at)


def refuse(form: Form, refused: Refused) -> None:
    """Show a refusal beside the field it names, or above the form."""
    form.add_error(refused.field if refused.field in form.fields else None, said(refused.message))
