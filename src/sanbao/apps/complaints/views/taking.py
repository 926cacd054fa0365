"""The desk takes a complaint, by phone or from a case or a visit."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.complaints import actions, queries
from sanbao.apps.complaints.forms import ComplaintForm
from sanbao.apps.desk import queries as cases
from sanbao.apps.visits import queries as visits
from sanbao.rules.moves import Refused


@roles_required(*queries.HANDLES)
def take(request: HttpRequest) -> HttpResponse:
    """`?case=` and `?visit=` say what it is about; the rest is typed."""
    me = reader(request)
    about = about_of(request, me)
    if request.method == "POST":
        form = ComplaintForm(request.POST, user=me)
    else:
        form = ComplaintForm(user=me, initial=about["initial"])
    if request.method == "POST" and form.is_valid():
        try:
            made = opened(form.cleaned_data, about, me)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("Complaint %s is on record.") % made.code)
            return redirect("complaints:complaint", made.code)
    context = {"form": form, "about": about}
    return render(request, "complaints/take.html", context, status=422 if form.errors else 200)


def about_of(request: HttpRequest, me: User) -> dict[str, Any]:
    """The case or the visit that the address names, as far as this user may see it."""
    if code := request.GET.get("visit", ""):
        visit = visits.visits_for(me).filter(code=code).first()
        if visit is not None:
            case, subject = visit.order.case, ("visit", visit.code)
            return {**named(case), "subject": subject, "against": visit.engineer}
    if code := request.GET.get("case", ""):
        found = cases.cases_for(me).filter(code=code).first()
        if found is not None:
            return {**named(found), "subject": ("case", found.code), "against": None}
    return {"initial": {}, "subject": ("", ""), "against": None}


def named(case: cases.Case) -> dict[str, Any]:
    return {
        "initial": {
            "complainer_name": case.reporter_name,
            "complainer_phone": case.reporter_phone,
            "serial": case.asset.serial,
        }
    }


def opened(given: dict[str, Any], about: dict[str, Any], me: User) -> queries.Complaint:
    unit = given["serial"]
    report = actions.Report(
        key=given["key"],
        source=queries.Source.PHONE,
        topic=given["topic"],
        grade=given["grade"],
        description=given["description"],
        complainer_name=given["complainer_name"],
        complainer_phone=given["complainer_phone"],
        about=about["subject"],
        customer=unit.customer if unit else None,
        dealer=given["dealer"] or (unit.dealer if unit else None),
        asset=unit,
        against=about["against"],
    )
    return actions.open_complaint(report, provider=me.provider, by=me, at=timezone.now())
