"""What a draft would change: the trial of a version, and each case that it decides differently."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from sanbao.apps.accounts.columns import joined
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.models import Covers, Decision, Trial, TriedCase, Version
from sanbao.apps.agreements.queries.redecided import Scope, decisions_in
from sanbao.apps.agreements.queries.terms import token
from sanbao.rules.outcome import compared
from sanbao.rules.redecision import Difference, differences

LATEST_FIRST = ("-id",)
OF_DECISION = ("subject_kind", "subject_code", "number", "answer", "decided_at")


@dataclass(frozen=True, slots=True)
class CaseBeside:
    """One past decision as it was and as the draft would make it.

    sentences: what was said and what would be said, "" where one says nothing of it.
    """

    decision: Decision
    sentences: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]


def trial_of(version: Version) -> Trial | None:
    """The trial of a draft, if one was ever asked for."""
    return Trial.objects.filter(version=version).select_related("asked_by").first()


def decisions_tried(trial: Trial) -> QuerySet[Decision]:
    """The past decisions that a trial makes anew."""
    agreement = trial.version.agreement
    within = agreement.code if trial.covers == Covers.AGREEMENT else ""
    return decisions_in(Scope(agreement.provider.slug, within))


def is_outdated(trial: Trial, version: Version) -> bool:
    """Whether the draft says something else than when it was tried."""
    return bool(trial.token) and trial.token != token(version)


def tried_cases(trial: Trial) -> QuerySet[TriedCase]:
    """What differs, with the decision as it was made. The order to page by is LATEST_FIRST."""
    columns = (f"decision__{name}" for name in OF_DECISION)
    return joined(TriedCase.objects.filter(trial=trial), *columns)


def cases_beside(rows: Iterable[TriedCase]) -> list[CaseBeside]:
    return [
        CaseBeside(
            decision=row.decision,
            sentences=tuple(sentences(row)),
            differences=tuple(differences(row.decision.answer, row.answer)),
        )
        for row in rows
    ]


def sentences(row: TriedCase) -> Iterator[tuple[str, str]]:
    """What both answers say of one thing, where that is not word for word the same."""
    for old, new in compared(row.decision.answer, row.answer):
        told = (said(old) if old else "", said(new) if new else "")
        if told[0] != told[1]:
            yield told
