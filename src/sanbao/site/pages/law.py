"""What the law gives at least below an agreement, by the kinds of goods of its units."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import STAFF, Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.agreements.forms import language
from sanbao.apps.assets import queries as assets
from sanbao.rules.facts import Category
from sanbao.rules.floor import statute_clauses
from sanbao.rules.place import PROVINCES
from sanbao.rules.sentence.listing import province_words
from sanbao.rules.source import TermsError
from sanbao.rules.statute.article import USED, Row
from sanbao.rules.statute.table import shown
from sanbao.rules.statute.words import (
    CATEGORY_WORDS,
    CONFIDENCE_WORDS,
    TOPIC_WORDS,
    figure_words,
)

READERS = (*STAFF, Role.DEALER, Role.CUSTOMER)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the law: is_used: well enough known to decide by."""

    topic: str
    figure: str
    article: str
    text: str
    known: str
    is_used: bool


def provinces() -> list[tuple[str, str]]:
    named = [(name, said(province_words(name))) for name in sorted(PROVINCES)]
    return [("", "—"), *named]


class SaleForm(forms.Form):
    """For which sale the law is asked."""

    on = forms.DateField(
        label=_("sold on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    province = forms.ChoiceField(label=_("province"), choices=provinces, required=False)


@require_safe
@roles_required(*READERS)
def law(request: HttpRequest, code: str) -> HttpResponse:
    agreement = get_object_or_404(agreements.agreements_for(reader(request)), code=code)
    today = timezone.localdate()
    asked = request.GET if "on" in request.GET else {"on": today.isoformat(), "province": ""}
    form = SaleForm(asked)
    goods: list[tuple[str, list[Line]]] = []
    if form.is_valid():
        on, province = form.cleaned_data["on"], form.cleaned_data["province"] or None
        goods = [
            (CATEGORY_WORDS[kind].text(language()), lines(kind, on=on, province=province))
            for kind in map(Category, assets.categories_under(agreement))
        ]
    context: dict[str, Any] = {
        "agreement": agreement,
        "form": form,
        "goods": goods,
        "followed": followed(agreement, on=today),
    }
    return render(request, "site/pages/law.html", context, status=200 if form.is_valid() else 422)


def followed(agreement: agreements.Agreement, *, on: date) -> list[str]:
    """The clauses by which the version in force follows the national rules."""
    version = agreements.version_in_force(agreement, on=on)
    if version is None:
        return []
    try:
        return [clause.id for clause in statute_clauses(agreements.terms(version))]
    except TermsError:
        return []


def lines(category: Category, *, on: date, province: str | None) -> list[Line]:
    return [line(row, language()) for row in shown(category, on=on, province=province)]


def line(row: Row, lang: str) -> Line:
    article = row.article
    return Line(
        topic=TOPIC_WORDS[row.topic].text(lang),
        figure=said(figure_words(row)),
        article=article.id,
        text=article.en if lang == "en" else article.zh,
        known=CONFIDENCE_WORDS[row.known].text(lang),
        is_used=row.known in USED,
    )
