"""Keeping the list of what cannot be raised in step with what is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.obligations.actions.subject import Subject
from sanbao.apps.obligations.models import Hindrance
from sanbao.rules.terms import Lasting


@dataclass(frozen=True, slots=True)
class Gap:
    """reason: a HindranceReason. missing: the date or the province that it is about."""

    subject: Subject
    reason: str
    missing: str


def tell(
    version: agreements.Version,
    term: Lasting,
    subjects: Sequence[Subject],
    gaps: Iterable[Gap],
    *,
    on: date,
) -> None:
    """Of these subjects and this term, these are the gaps: others that were told are gone."""
    provider_id = version.agreement.provider_id
    rows = [
        Hindrance(
            provider_id=provider_id,
            version=version,
            clause=term.clause,
            what=str(term.what),
            subject_kind=gap.subject.kind,
            subject_code=gap.subject.code,
            subject_label=gap.subject.label[:160],
            reason=gap.reason,
            missing=gap.missing[:20],
            found_on=on,
        )
        for gap in gaps
    ]
    told = Hindrance.objects.filter(
        provider_id=provider_id,
        version__agreement_id=version.agreement_id,
        clause=term.clause,
        what=str(term.what),
        subject_code__in=[subject.code for subject in subjects],
    )
    still = {(row.subject_kind, row.subject_code, row.reason) for row in rows}
    gone = [row.pk for row in told if (row.subject_kind, row.subject_code, row.reason) not in still]
    Hindrance.objects.filter(pk__in=gone).delete()
    Hindrance.objects.bulk_create(rows, ignore_conflicts=True)
