"""Drawing up an agreement: from the gallery to a draft with its blanks filled."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import BlanksForm, NewAgreementForm, ReviseForm, language
from sanbao.apps.agreements.forms.clause import AREAS
from sanbao.apps.agreements.views.reading import found, found_version, paper, version_context
from sanbao.apps.agreements.views.signing import submit
from sanbao.rules.moves import Refused


@roles_required(Role.MANAGER)
def gallery(request: HttpRequest) -> HttpResponse:
    """The templates, all or those that have clauses about something or with some words.

    The shipped ones stand on the first page of the company's own.
    """
    area, text = request.GET.get("area", ""), request.GET.get("q", "")[:100]
    me, since = reader(request), request.GET.get("after", "")
    own, after = queries.own_gallery(me, lang=language(), area=area, text=text, after=since)
    context = {
        "own": own,
        "after": after,
        "samples": [] if since else queries.gallery(lang=language(), area=area, text=text),
        "areas": [(name, AREAS.get(name, name)) for name in queries.areas_shipped()],
        "area": area,
        "q": text,
    }
    return render(request, "agreements/gallery.html", context)


@roles_required(Role.MANAGER)
def create(request: HttpRequest, template: str) -> HttpResponse:
    try:
        document = queries.document_of(template)
    except KeyError:
        raise Http404 from None
    me, lang = reader(request), language()
    form = NewAgreementForm(request.POST or None, initial={"title": document.title.text(lang)})
    if request.method == "POST" and form.is_valid():
        try:
            agreement = actions.create(template, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            form.add_error(None, said(refused.message))
        else:
            return redirect("agreements:version", agreement.code, 1)
    context = {
        "form": form,
        "template": template,
        "title": document.title.text(lang),
        "paragraphs": queries.paragraphs(document, {}, lang=lang),
    }
    return render(request, "agreements/create.html", context, status=422 if form.errors else 200)


@require_POST
@roles_required(Role.MANAGER)
def fill(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Save the blanks; `next=review` hands them in. What was typed stays when it is wrong."""
    me = reader(request)
    version = found_version(me, code, number)
    form = BlanksForm(queries.document(version.source), request.POST)
    if form.is_valid():
        try:
            actions.fill_blanks(version, form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            form.add_error(None, said(refused.message))
    if form.errors:
        context = version_context(request, version, form)
        return render(request, "agreements/version.html", context, status=422)
    if request.POST.get("next") == "review":
        return submit(request, code, number)
    messages.success(request, _("The blanks have been saved."))
    return redirect("agreements:version", code, number)


@require_POST
@roles_required(Role.MANAGER)
def preview(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The text with what is typed so far; saves nothing."""
    version = found_version(reader(request), code, number)
    form = BlanksForm(queries.document(version.source), request.POST)
    return render(request, "agreements/_text.html", paper(version, form.readable()))


@require_POST
@roles_required(Role.MANAGER)
def revise(request: HttpRequest, code: str) -> HttpResponse:
    """Another version: an amendment overrides clauses, a supplement adds to them."""
    me = reader(request)
    agreement = found(me, code)
    form = ReviseForm(request.POST)
    typed = form.cleaned_data if form.is_valid() else {}
    try:
        draft = actions.new_version(
            agreement,
            kind=typed.get("kind") or queries.VersionKind.AMENDMENT,
            changes=typed.get("changes", ""),
            by=me,
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, said(refused.message))
        return redirect("agreements:detail", code)
    return redirect("agreements:version", code, draft.number)
