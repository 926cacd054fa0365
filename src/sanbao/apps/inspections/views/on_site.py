"""On site, on the phone: begin, go through each unit, write down what comes to light."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.wording import complain, said
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.inspections import actions, queries
from sanbao.apps.inspections.facts import CHECKLIST
from sanbao.apps.inspections.forms import FaultForm, OpinionForm, PhotoForm, ReasonForm
from sanbao.apps.inspections.views.trip import WORKERS, show, to_work, unit_to_work
from sanbao.rules.form import gather, problems
from sanbao.rules.moves import Refused


@require_POST
@roles_required(*WORKERS)
def start(request: HttpRequest, code: str) -> HttpResponse:
    found = to_work(request, code)
    try:
        actions.start(found, by=reader(request), at=timezone.now())
    except Refused as refused:
        form = Form({})
        form.is_valid()
        form.add_error(None, said(refused.message))
        return show(request, found, refused={"start": form})
    return redirect("inspections:round", code)


@roles_required(*WORKERS)
def checklist(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The checklist of one unit; every point that is open is named at once."""
    unit = unit_to_work(request, code, pk)
    form = evidence.asked(evidence.form(CHECKLIST))
    answers: dict[str, str] = dict(unit.record.answers) if unit.record else {}
    wrong, problem, key = {}, "", str(uuid4())
    if request.method == "POST":
        answers, key = gather(form, request.POST.dict()), request.POST.get("key", "")
        wrong = {name: said(message) for name, message in problems(form, answers).items()}
        problem = _("Some points are still open.") if wrong else keep(request, unit, answers)
        if not problem:
            if answers["result"] == "problem" and not unit.faults.all():
                messages.info(request, _("Now write down the latent fault."))
                return redirect("inspections:fault", code, pk)
            return redirect("inspections:round", code)
    context = {
        "round": unit.round,
        "unit": unit,
        "form": form,
        "answers": answers,
        "problems": wrong,
        "problem": problem,
        "key": key,
    }
    return render(request, "inspections/checklist.html", context, status=422 if problem else 200)


def keep(request: HttpRequest, unit: queries.Inspection, answers: dict[str, str]) -> str:
    """Put the checklist on record; gives the reason when that is refused, else ""."""
    try:
        key = UUID(request.POST.get("key", ""))
        actions.check(unit, answers, key=key, by=reader(request), at=timezone.now())
    except Refused as refused:
        return said(refused.message)
    except ValueError:
        return _("This page has grown old. Open it again.")
    return ""


@roles_required(*WORKERS)
def fault(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write down a latent fault: removed, quoted, or left to a work order."""
    unit = unit_to_work(request, code, pk)
    form = FaultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = form.cleaned_data["key"]
            me, now = reader(request), timezone.now()
            written = actions.write_down(unit, form.fault(), key=key, by=me, at=now)
        except Refused as refused:
            complain(form, refused)
        else:
            if written.case is not None:
                messages.success(request, _("Case %s and its work order are open.") % written.case)
            return redirect("inspections:round", code)
    return one(request, unit, form, "inspections/fault.html")


@roles_required(*WORKERS)
def fault_photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The photos of a latent fault, and while the round is under way a form for one more."""
    found = to_work(request, code)
    written = get_object_or_404(queries.faults_of_round(found), pk=pk)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if form.is_valid():
        picture, key = form.cleaned_data["photo"], form.cleaned_data["key"]
        try:
            me, now = reader(request), timezone.now()
            actions.add_fault_photo(written, picture, key=key, by=me, at=now)
        except Refused as refused:
            form.add_error("photo" if refused.field == "file" else None, said(refused.message))
        else:
            return redirect("inspections:fault_photo", code, pk)
    context = {
        "round": found,
        "unit": written.inspection,
        "fault": written,
        "photos": written.photos.order_by("pk"),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "inspections/fault_photo.html", context, status=status)


@roles_required(*WORKERS)
def opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What the customer's maintenance staff think of the unit's product (P1-4.2)."""
    unit = unit_to_work(request, code, pk)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hear(unit, **form.cleaned_data, by=reader(request), at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("inspections:round", code)
    return one(request, unit, form, "inspections/opinion.html")


@roles_required(*WORKERS)
def call_off(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This unit another time, with the reason."""
    unit = unit_to_work(request, code, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off(unit, **form.cleaned_data, by=reader(request), at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("inspections:round", code)
    return one(request, unit, form, "inspections/call_off.html")


def one(request: HttpRequest, unit: queries.Inspection, form: Form, template: str) -> HttpResponse:
    context: dict[str, Any] = {"round": unit.round, "unit": unit, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
@roles_required(*WORKERS)
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """Add a photo. A script gets the photos alone, so that nothing typed beside them is lost."""
    found = to_work(request, code)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        picture, key = form.cleaned_data["photo"], form.cleaned_data["key"]
        try:
            actions.add_photo(found, picture, key=key, by=reader(request), at=timezone.now())
        except Refused as refused:
            form.add_error("photo" if refused.field == "file" else None, said(refused.message))
        else:
            form = PhotoForm()
    if "HX-Request" not in request.headers:
        if form.errors:
            return show(request, found, refused={"photo": form})
        return redirect("inspections:round", code)
    context = {
        "round": found,
        "works": True,
        "photos": list(queries.photos_of(found)),
        "photo_form": form,
    }
    return render(request, "inspections/_photos.html", context, status=422 if form.errors else 200)
