"""Reading agreements: the list, one agreement with its versions, the text of a version."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from sanbao.apps.accounts.access import STAFF, Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.forms import BlanksForm, EndForm, language


def found(user: User, code: str) -> queries.Agreement:
    return get_object_or_404(queries.agreements_for(user), code=code)


def found_version(user: User, code: str, number: int) -> queries.Version:
    return get_object_or_404(queries.versions_for(user), agreement__code=code, number=number)


def paper(version: queries.Version, blanks: Any) -> dict[str, Any]:
    """What the fragment `_text.html` needs."""
    document = queries.document(version.source)
    lang = language()
    return {
        "title": document.title.text(lang),
        "paragraphs": queries.paragraphs(document, blanks, lang=lang),
    }


@roles_required(*STAFF)
def agreement_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    page = page_of(queries.agreements_for(me), by=("-id",), after=request.GET.get("after", ""))
    today = timezone.localdate()
    rows = [(agreement, *standing(agreement, today)) for agreement in page.rows]
    context = {"rows": rows, "after": page.after, "may_write": me.has_role(Role.MANAGER)}
    return render(request, "agreements/list.html", context)


def standing(agreement: queries.Agreement, on: date) -> tuple[str, str, queries.Version | None]:
    """State in words, its colour, and the newest version for the list."""
    words, tone = queries.standing_words(agreement, on=on)
    return words, tone, next(iter(agreement.versions.all()), None)


@roles_required(*STAFF)
def detail(request: HttpRequest, code: str) -> HttpResponse:
    agreement = found(reader(request), code)
    return render(request, "agreements/detail.html", detail_context(request, agreement, EndForm()))


def detail_context(
    request: HttpRequest, agreement: queries.Agreement, end_form: EndForm, problem: str = ""
) -> dict[str, Any]:
    today = timezone.localdate()
    words, tone = queries.standing_words(agreement, on=today)
    current = queries.version_in_force(agreement, on=today) or queries.last_in_force(agreement)
    shown = current or queries.draft_of(agreement)
    return {
        "agreement": agreement,
        "state": words,
        "tone": tone,
        "current": current,
        "versions": queries.versions_of(agreement),
        "may_write": reader(request).has_role(Role.MANAGER),
        "end_form": end_form,
        "problem": problem,
        **(paper(shown, queries.values(shown)) if shown else {}),
    }


@roles_required(*STAFF)
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The text of a version; a manager fills the blanks of a draft beside it."""
    row = found_version(reader(request), code, number)
    form = BlanksForm(queries.document(row.source), initial=row.blanks)
    return render(request, "agreements/version.html", version_context(request, row, form))


def version_context(request: HttpRequest, row: queries.Version, form: BlanksForm) -> dict[str, Any]:
    is_draft = row.put_in_force_at is None
    blanks = form.readable() if form.is_bound else queries.values(row)
    lang = language()
    return {
        "agreement": row.agreement,
        "version": row,
        "is_draft": is_draft,
        "may_write": is_draft and reader(request).has_role(Role.MANAGER),
        "form": form,
        "open_blanks": [blank.label.text(lang) for blank in queries.open_blanks(row)],
        **paper(row, blanks),
    }
