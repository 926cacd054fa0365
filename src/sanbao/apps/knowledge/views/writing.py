"""Writing an article, and publishing it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.wording import complain, said
from sanbao.apps.knowledge import actions, queries
from sanbao.apps.knowledge.forms import PublishForm, WritingForm
from sanbao.rules.moves import Refused


@roles_required(*queries.WRITERS)
def write(request: HttpRequest) -> HttpResponse:
    """A new article; it is a draft until it is published."""
    me = reader(request)
    form = WritingForm(request.POST, request.FILES, user=me) if sent(request) else None
    if form is not None and form.is_valid():
        try:
            made = actions.draft(
                form.writing(),
                upload=form.cleaned_data["file"],
                provider=me.provider,
                by=me,
                at=timezone.now(),
            )
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("knowledge:article", made.code)
    return show(request, form or WritingForm(user=me))


def sent(request: HttpRequest) -> bool:
    return request.method == "POST"


@roles_required(*queries.WRITERS)
def revise(request: HttpRequest, code: str) -> HttpResponse:
    """Change the draft, or begin the next edition with what is published."""
    me = reader(request)
    found = get_object_or_404(queries.articles_for(me), code=code)
    if sent(request):
        form = WritingForm(request.POST, request.FILES, user=me)
    else:
        form = WritingForm(user=me, initial=initial(found))
    if sent(request) and form.is_valid():
        try:
            upload = form.cleaned_data["file"]
            actions.revise(found, form.writing(), upload=upload, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("knowledge:article", code)
    return show(request, form, found)


def initial(found: queries.Article) -> dict[str, object]:
    last = queries.history_of(found).first()
    about = {name: getattr(found, name) for name in ("kind", "product", "fault")}
    said_so_far = {name: getattr(last, name, "") for name in ("title", "body", "audience")}
    return {**about, **said_so_far}


def show(
    request: HttpRequest, form: WritingForm, found: queries.Article | None = None
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "knowledge/write.html", {"form": form, "article": found}, status=status)


@require_POST
@roles_required(*queries.WRITERS)
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """The draft is read and found from now on; of a new product it is owed to the dealers."""
    me, at = reader(request), timezone.now()
    found = get_object_or_404(queries.articles_for(me), code=code)
    form = PublishForm(request.POST)
    try:
        with transaction.atomic():
            actions.publish(found, by=me, at=at)
            is_launch = form.is_valid() and form.cleaned_data["is_launch"]
            owed = actions.launch(found, by=me, at=at) if is_launch else 0
    except Refused as refused:
        messages.error(request, said(refused.message))
    else:
        messages.success(request, _("Published."))
        if owed:
            told = ngettext("It is owed to %d dealer.", "It is owed to %d dealers.", owed)
            messages.info(request, told % owed)
    return redirect("knowledge:article", code)
