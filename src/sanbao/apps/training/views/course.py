"""What is taught: the courses, and one of them with its syllabus."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.training import actions, queries
from sanbao.apps.training.forms import CourseForm, MaterialForm
from sanbao.rules.moves import Refused

FIELDS = ("topic", "audience", "syllabus", "pass_mark", "qualification")


@roles_required(*queries.READERS)
def course_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    after = request.GET.get("after", "")
    page = page_of(queries.courses_for(me), by=("-id",), after=after, size=30)
    context = {"page": page, "may_keep": me.has_role(*queries.KEEPERS)}
    return render(request, "training/course_list.html", context)


@roles_required(*queries.KEEPERS)
def create_course(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = CourseForm(request.POST or None, qualifications=queries.qualifications_for(me))
    if form.is_valid():
        at = timezone.now()
        made = actions.create_course(form.details(), provider=me.provider, at=at, by=me)
        messages.success(request, _("The course is on record."))
        return redirect("training:course", made.code)
    return filled(request, form, _("New course"))


@roles_required(*queries.KEEPERS)
def change_course(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.courses_for(me), code=code)
    initial = {name: getattr(found, name) for name in FIELDS}
    rows = queries.qualifications_for(me)
    form = CourseForm(request.POST or None, initial=initial, qualifications=rows)
    if form.is_valid():
        try:
            actions.change_course(found, form.details(), at=timezone.now(), by=me)
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("training:course", code)
    return filled(request, form, found.topic)


def filled(request: HttpRequest, form: CourseForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    status = 422 if form.errors else 200
    return render(request, "training/form.html", context, status=status)


@roles_required(*queries.READERS)
def course(request: HttpRequest, code: str) -> HttpResponse:
    return show_course(request, code, MaterialForm())


@require_POST
@roles_required(*queries.KEEPERS)
def add_material(request: HttpRequest, code: str) -> HttpResponse:
    """One more paper that is handed out with the course."""
    me = reader(request)
    found = get_object_or_404(queries.courses_for(me), code=code)
    form = MaterialForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_material(
                found, given["title"], given["file"], key=given["key"], by=me, at=timezone.now()
            )
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("On record."))
            return redirect("training:course", code)
    return show_course(request, code, form)


@require_POST
@roles_required(*queries.KEEPERS)
def drop_material(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.materials_for(me), course__code=code, pk=pk)
    actions.drop_material(found, by=me, at=timezone.now())
    return redirect("training:course", code)


def show_course(request: HttpRequest, code: str, form: MaterialForm) -> HttpResponse:
    me = reader(request)
    found = get_object_or_404(queries.courses_for(me), code=code)
    rows = queries.counted(queries.sessions_for(me).filter(course=found))
    context = {
        "course": found,
        "sessions": rows.order_by("-starts_at", "-id")[:30],
        "materials": queries.materials_of(found),
        "form": form,
        "may_keep": me.has_role(*queries.KEEPERS),
    }
    status = 422 if form.errors else 200
    return render(request, "training/course.html", context, status=status)
