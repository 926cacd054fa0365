"""Showing forms: their wording in the reader's language, their answers in words."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.evidence import queries
from sanbao.apps.evidence.models import Record
from sanbao.rules.form import Question

register = template.Library()

WORDS = {"yes": _("yes"), "no": _("no"), "none": _("does not apply")}


@register.filter
def in_language(wording: Mapping[str, str]) -> str:
    """The wording in the reader's language; Chinese goes first."""
    language = get_language() or "zh"
    return wording["en"] if language.startswith("en") else wording["zh"]


@register.filter
def answer_words(question: Question, answer: str) -> str:
    """What stands for an answer: the words of a choice, the text as it is."""
    for choice in question.choices:
        if choice.value == answer:
            return in_language(choice.label)
    return gettext(str(WORDS[answer])) if answer in WORDS and question.note else answer


@register.filter
def get(mapping: Mapping[str, Any] | None, name: str) -> Any:
    return (mapping or {}).get(name, "")


@register.inclusion_tag("evidence/_answers.html")
def answers_of(record: Record) -> dict[str, Any]:
    """A record as a list of points with their answers."""
    form = queries.asked(record.form)
    rows = [
        {
            "question": question,
            "answer": record.answers.get(question.name, ""),
            "note": record.answers.get(question.note, "") if question.note else "",
        }
        for question in form.questions
    ]
    return {"record": record, "title": form.title, "rows": rows}
