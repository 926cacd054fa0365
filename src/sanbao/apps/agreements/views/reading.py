"""Reading agreements: the list, one agreement with its versions, the text of a version."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from sanbao.apps.accounts.access import STAFF, Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.forms import BlanksForm, EndForm, ReasonForm, ReviseForm, language
from sanbao.apps.parties.queries import Dealer
from sanbao.rules.signing import MOVES

READERS = (*STAFF, Role.DEALER, Role.CUSTOMER)
OF_DEALER_SHOWN = 20


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


def readings(version: queries.Version) -> dict[str, Any]:
    """What the fragment `_contradictions.html` needs: both clauses, and which of them counts."""
    document, lang = queries.document(version.source), language()
    words = {clause.id: clause for clause in document.outline.clauses}
    noted = set(version.acknowledged)
    return {
        "version": version,
        "contradictions": [
            {
                "about": said(finding.about),
                "first": words[finding.first],
                "second": words[finding.second],
                "reading": reading_of(words[finding.first], words[finding.second], lang),
                "is_read": finding.is_read,
                "is_noted": finding.key in noted,
            }
            for finding in queries.findings_of(version)
        ],
    }


def reading_of(first: Any, second: Any, lang: str) -> str:
    settled = first.reading or second.reading
    return settled.text(lang) if settled else ""


@roles_required(*READERS)
def agreement_list(request: HttpRequest) -> HttpResponse:
    """The agreements in one state or in all, the newest first."""
    me, state = reader(request), request.GET.get("state", "")
    rows = queries.agreements_for(me)
    if state in queries.AgreementState.values:
        rows = rows.filter(state=state)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""))
    today = timezone.localdate()
    context = {
        "rows": [(agreement, *standing(agreement, today)) for agreement in page.rows],
        "after": page.after,
        "may_write": me.has_role(Role.MANAGER),
        "states": queries.AgreementState.choices,
        "state": state,
    }
    return render(request, "agreements/list.html", context)


def standing(agreement: queries.Agreement, on: date) -> tuple[str, str, queries.Version | None]:
    """State in words, its colour, and the newest version for the list."""
    words, tone = queries.standing_words(agreement, on=on)
    return words, tone, next(iter(agreement.versions.all()), None)


def of_dealer(user: User, dealer: Dealer) -> list[tuple[queries.Agreement, str, str]]:
    """The newest agreements that name a dealer, each with its state in words and colour."""
    today = timezone.localdate()
    rows = queries.agreements_for(user).filter(dealer=dealer).order_by("-id")[:OF_DEALER_SHOWN]
    return [(row, *queries.standing_words(row, on=today)) for row in rows]


@roles_required(*READERS)
def detail(request: HttpRequest, code: str) -> HttpResponse:
    agreement = found(reader(request), code)
    return render(request, "agreements/detail.html", detail_context(request, agreement))


def detail_context(
    request: HttpRequest,
    agreement: queries.Agreement,
    *,
    end_form: EndForm | None = None,
    suspend_form: ReasonForm | None = None,
    problem: str = "",
) -> dict[str, Any]:
    me, today = reader(request), timezone.localdate()
    words, tone = queries.standing_words(agreement, on=today)
    current = queries.version_in_force(agreement, on=today) or queries.last_in_force(agreement)
    draft = queries.draft_of(agreement)
    if draft and not queries.versions_for(me).filter(pk=draft.pk).exists():
        draft = None
    shown = current or draft
    steps = MOVES.next.get(agreement.state, {})
    return {
        "agreement": agreement,
        "state": words,
        "tone": tone,
        "current": current,
        "draft": draft,
        "versions": queries.versions_for(me).filter(agreement=agreement).order_by("-number"),
        "can": {
            step: step in steps for step in ("suspend", "resume", "terminate", "renew", "revise")
        },
        "may_write": me.has_role(Role.MANAGER),
        "is_staff": me.has_role(*STAFF),
        "end_form": end_form or EndForm(),
        "suspend_form": suspend_form or ReasonForm(prefix="suspend"),
        "revise_form": ReviseForm(),
        "problem": problem,
        "signatures": queries.signatures_of(current) if current else [],
        "copies": current.copies.order_by("number") if current else [],
        "roles": queries.responsibilities_of(agreement).values(),
        "liable": agreement.liable_persons.all(),
        "moments": queries.life_of(agreement),
        "has_extension": bool(queries.extension_clause(agreement)),
        **(paper(shown, queries.values(shown)) if shown else {}),
    }


@roles_required(*READERS)
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The text of a version; a manager fills the blanks of a draft beside it."""
    row = found_version(reader(request), code, number)
    form = BlanksForm(queries.document(row.source), initial=row.blanks)
    return render(request, "agreements/version.html", version_context(request, row, form))


def version_context(request: HttpRequest, row: queries.Version, form: BlanksForm) -> dict[str, Any]:
    is_draft = row.state == queries.AgreementState.DRAFT
    is_manager = reader(request).has_role(Role.MANAGER)
    blanks = form.readable() if form.is_bound else queries.values(row)
    lang = language()
    return {
        "agreement": row.agreement,
        "version": row,
        "is_draft": is_draft,
        "may_write": is_draft and is_manager,
        "is_manager": is_manager,
        "form": form,
        "open_blanks": [blank.label.text(lang) for blank in queries.open_blanks(row)],
        **readings(row),
        **paper(row, blanks),
    }
