"""The editor of a draft: clauses, terms and blanks, each changed in its place on the page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import (
    ClauseForm,
    ComponentForm,
    ParameterForm,
    TermForm,
    TitleForm,
    language,
)
from sanbao.apps.agreements.views.reading import found_version, readings
from sanbao.rules.agreement import Document
from sanbao.rules.asked import KIND_NAMES
from sanbao.rules.moves import Refused
from sanbao.rules.sentence import kind_words

EntryForm = ClauseForm | ParameterForm | TermForm | TitleForm
FORMS: dict[str, type[ClauseForm | ParameterForm | TitleForm]] = {
    "title": TitleForm,
    "components": ComponentForm,
    "clauses": ClauseForm,
    "parameters": ParameterForm,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """Which entry the page shows as a form. place: None for a new one; behind: after which."""

    part: str
    place: int | None
    form: EntryForm | None
    kind: str = ""
    clause: str = ""

    @property
    def name(self) -> str:
        return f"{self.part}-{'new' if self.place is None else self.place}"


@roles_required(Role.MANAGER)
def edit(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A draft to change. `open=terms-3`, or `new=terms` with its clause and kind, shows a form."""
    version = found_version(reader(request), code, number)
    if not queries.is_writable(version):
        return redirect("agreements:version", code, number)
    if request.method == "POST":
        return change(request, version)
    return editor(request, version, asked_for(request, version))


def asked_for(request: HttpRequest, version: queries.Version) -> Opened | None:
    paper = queries.document(version.source)
    part, _dash, place = request.GET.get("open", "").partition("-")
    if part:
        given = entry_at(paper, part, place)
        return Opened(part, int(place), form_of(paper, part, given=given))
    part, kind = request.GET.get("new", ""), request.GET.get("kind", "")
    clause = request.GET.get("clause", "")
    if part == "terms" and kind not in KIND_NAMES:
        return Opened(part, None, None, clause=clause)
    if part not in actions.PARTS or part == "title":
        return None
    form = form_of(paper, part, kind=kind)
    form.initial["clause"] = clause
    return Opened(part, None, form, kind=kind, clause=clause)


def entry_at(paper: Document, part: str, place: str) -> dict[str, Any]:
    """An entry as it stands in the text. 404 for one that is not there."""
    rows = queries.entries(paper, part) if part in actions.PARTS else None
    if not rows or not place.isascii() or not place.isdigit() or int(place[:6]) >= len(rows):
        raise Http404
    return rows[int(place)]


def form_of(
    paper: Document,
    part: str,
    data: Any = None,
    *,
    given: dict[str, Any] | None = None,
    kind: str = "",
) -> EntryForm:
    if part == "terms":
        return TermForm(paper, given["kind"] if given else kind, data, given=given)
    return FORMS[part](paper, data, given=given)


def change(request: HttpRequest, version: queries.Version) -> HttpResponse:
    """One change. What was typed stays when it is refused, with the reason at its field."""
    paper = queries.document(version.source)
    part, step = request.POST.get("part", ""), request.POST.get("step", "")
    place, kind = request.POST.get("place", ""), request.POST.get("kind", "")
    if part not in actions.PARTS or (part == "title" and step == "add"):
        raise Http404
    at = int(place) if place.isascii() and place.isdigit() and len(place) < 7 else None
    if step not in ("change", "add"):
        return made(request, version, actions.Edit(part, step, at), None)
    if part == "terms" and step == "add" and kind not in KIND_NAMES:
        raise Http404
    given = entry_at(paper, part, place) if step == "change" else None
    form = form_of(paper, part, request.POST, given=given, kind=kind)
    here = at if step == "change" else None
    opened = Opened(part, here, form, kind=kind, clause=request.POST.get("clause", ""))
    if not form.is_valid():
        return editor(request, version, opened, status=422)
    value = form.term() if isinstance(form, TermForm) else form.entry()
    behind = at if step == "change" else last_of(paper, part, value)
    return made(request, version, actions.Edit(part, step, behind, value), opened)


def last_of(paper: Document, part: str, value: dict[str, Any]) -> int | None:
    """Behind which entry a new one goes: a term behind the last of its clause."""
    if part != "terms":
        return None
    places = [
        place
        for place, term in enumerate(paper.outline.terms)
        if term.get("clause") == value.get("clause")
    ]
    return places[-1] if places else None


def made(
    request: HttpRequest, version: queries.Version, edit: actions.Edit, opened: Opened | None
) -> HttpResponse:
    token = request.POST.get("token", "")
    try:
        actions.edit(version, edit, token=token, by=reader(request), at=timezone.now())
    except Refused as refused:
        version.refresh_from_db()
        words = said(refused.message)
        if opened is None or opened.form is None:
            where = f"{refused.field}: " if refused.field else ""
            return editor(request, version, None, problem=f"{where}{words}", status=422)
        opened.form.complain(refused.field, words)
        return editor(request, version, opened, status=422)
    if request.headers.get("HX-Request"):
        return editor(request, version, None, saved=True)
    messages.success(request, _("The draft has been changed."))
    return redirect("agreements:edit", version.agreement.code, version.number)


def editor(
    request: HttpRequest,
    version: queries.Version,
    opened: Opened | None,
    *,
    problem: str = "",
    saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    paper, lang = queries.document(version.source), language()
    code, number = version.agreement.code, version.number
    context = {
        **readings(version),
        "agreement": version.agreement,
        "title": paper.title,
        "components": list(enumerate(paper.components.items())),
        "address": reverse("agreements:edit", args=[code, number]),
        "token": queries.token(version),
        "clauses": queries.clause_cards(version, lang=lang, on=timezone.localdate()),
        "parameters": [
            (place, blank, blank.label.text(lang), version.blanks.get(blank.name, ""))
            for place, blank in enumerate(paper.parameters)
        ],
        "kinds": [(kind, said(kind_words(kind))) for kind in KIND_NAMES],
        "opened": opened,
        "problem": problem,
        "saved": saved,
    }
    fragment = request.headers.get("HX-Request")
    name = "agreements/_editor.html" if fragment else "agreements/edit.html"
    return render(request, name, context, status=status)
