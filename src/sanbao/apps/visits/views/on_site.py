"""On site: check in, show the papers, go through the checklist, take photos."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.wording import complain, reason_of, said
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.evidence.facts import purpose_of
from sanbao.apps.training import queries as training
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.facts import CHECKLIST, local_day
from sanbao.apps.visits.forms import ArriveForm, BackForm, PapersForm, PhotoForm
from sanbao.apps.visits.views.visit import WORKERS, show_visit, to_work
from sanbao.apps.workorders.facts import job_of
from sanbao.rules.form import gather, problems
from sanbao.rules.moves import Refused


@require_POST
@roles_required(*WORKERS)
def arrive(request: HttpRequest, code: str) -> HttpResponse:
    found = to_work(request, code)
    form = ArriveForm(request.POST)
    try:
        actions.arrive(found, place=form.place(), by=reader(request), at=timezone.now())
    except Refused as refused:
        form.add_error(None, reason_of(refused))
        return show_visit(request, found, refused={"arrive": form})
    return redirect("visits:visit", code)


@require_POST
@roles_required(*WORKERS)
def back(request: HttpRequest, code: str) -> HttpResponse:
    """One step back, with the reason for it."""
    found = to_work(request, code)
    form = BackForm(request.POST)
    if form.is_valid():
        try:
            actions.go_back(found, **form.cleaned_data, by=reader(request), at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The visit has gone one step back."))
            return redirect("visits:visit", code)
    return show_visit(request, found, refused={"back": form})


@roles_required(*WORKERS)
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """The screen that the engineer holds to the customer: his certificate and the prices."""
    found = to_work(request, code)
    at = timezone.now()
    form = PapersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.show(found, **form.cleaned_data, by=reader(request), at=at)
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("visits:visit", code)
    context = {
        "visit": found,
        "form": form,
        "certificate": training.certificate_for(
            found.engineer, job_of(found.order), on=local_day(found, at)
        ),
        "along": queries.along(found),
        "lists": queries.lists_to_show(found),
    }
    return render(request, "visits/papers.html", context, status=422 if form.errors else 200)


@roles_required(*WORKERS)
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """The conduct checklist; every point that is open is named at once, and nothing is lost."""
    found = to_work(request, code)
    form = evidence.asked(evidence.form(CHECKLIST))
    last = queries.checklist_of(found)
    answers, wrong, problem = (dict(last.answers) if last else {}), {}, ""
    key = str(uuid4())
    if request.method == "POST":
        answers, key = gather(form, request.POST.dict()), request.POST.get("key", "")
        wrong = {name: said(message) for name, message in problems(form, answers).items()}
        problem = _("Some points are still open.") if wrong else keep(request, found, answers)
        if not problem:
            return redirect("visits:visit", code)
    context = {
        "visit": found,
        "form": form,
        "answers": answers,
        "problems": wrong,
        "problem": problem,
        "key": key,
    }
    return render(request, "visits/checklist.html", context, status=422 if problem else 200)


def keep(request: HttpRequest, found: queries.Visit, answers: dict[str, str]) -> str:
    """Put the checklist on record; gives the reason when that is refused, else ""."""
    try:
        key = UUID(request.POST.get("key", ""))
        actions.check_conduct(found, answers, key=key, by=reader(request), at=timezone.now())
    except Refused as refused:
        return said(refused.message)
    except ValueError:
        return _("This page has grown old. Open it again.")
    return ""


@require_http_methods(["GET", "POST"])
@roles_required(*WORKERS)
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """Add a photo, a film or a paper. Answers with the files alone, so that nothing typed beside
    them is lost.
    """
    found = to_work(request, code)
    if request.method != "POST":
        return show_files(request, found, PhotoForm())
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        form = added(request, found, form)
    if "HX-Request" not in request.headers and not form.errors:
        messages.success(request, _("The file is kept."))
        return redirect("visits:visit", code)
    return show_files(request, found, form)


def added(request: HttpRequest, found: queries.Visit, form: PhotoForm) -> PhotoForm:
    """An empty form once the file is kept, else the same with the reason."""
    file = form.cleaned_data["photo"]
    purpose = purpose_of(file.read(64))
    file.seek(0)
    key, at = form.cleaned_data["key"], timezone.now()
    try:
        actions.add_file(found, file, purpose=purpose, key=key, by=reader(request), at=at)
    except Refused as refused:
        form.add_error("photo", said(refused.message))
        return form
    return PhotoForm()


def show_files(request: HttpRequest, found: queries.Visit, form: PhotoForm) -> HttpResponse:
    context = {
        "visit": found,
        "works": True,
        "can_add": True,
        "files": list(queries.files_of(found)),
        "photo_form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "visits/_photos.html", context, status=status)
