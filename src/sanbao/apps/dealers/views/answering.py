"""A form of the trade on a page: its answers as they were sent, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.evidence import queries as evidence
from sanbao.rules.form import Form, gather, problems


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions with what was typed. problem: why it is not on record, "" for none."""

    form: Form
    answers: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    problem: str = ""


def blank(kind: str, answers: Mapping[str, str] | None = None) -> Sheet:
    return Sheet(evidence.asked(evidence.form(kind)), answers or {}, key=str(uuid4()))


def sent(kind: str, request: HttpRequest) -> Sheet:
    """The answers of a request, checked."""
    form = evidence.asked(evidence.form(kind))
    answers = gather(form, request.POST.dict())
    wrong = {name: said(message) for name, message in problems(form, answers).items()}
    key = request.POST.get("key", "")
    problem = _("Some questions are still open.") if wrong else ""
    if not problem and key_of(key) is None:
        problem = _("This page has grown old. Open it again.")
    return Sheet(form, answers, wrong, key or str(uuid4()), problem)


def key_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
