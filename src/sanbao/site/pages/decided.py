"""Stored decisions in the reader's language."""

from typing import Any

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.desk import queries as cases
from sanbao.apps.desk.views.call import language
from sanbao.rules.decision import decide_given


def latest(case: cases.Case) -> agreements.Decision | None:
    return agreements.latest_decision(case.provider_id, "case", case.code)


def answer_of(row: agreements.Decision) -> Any:
    """As stored for a Chinese reader. For others the same facts are decided by the same version
    again: deciding is pure, so it is the same answer in other words.
    """
    if language() == "zh":
        return row.answer
    decided = decide_given(agreements.terms(row.version), row.facts)
    return decided.as_json(language(), translate=said)
