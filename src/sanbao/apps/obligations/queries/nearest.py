"""For each of many subjects the open promise that falls due next, in one query."""

from collections.abc import Iterable

from sanbao.apps.obligations.models import OPEN_STATES, Obligation


def nearest(provider_id: int, kind: str, codes: Iterable[str]) -> dict[str, Obligation]:
    """By subject code; one without an open promise that has a due time is left out."""
    rows = Obligation.objects.filter(
        provider_id=provider_id,
        subject_kind=kind,
        subject_code__in=list(codes),
        state__in=OPEN_STATES,
        due_at__isnull=False,
    )
    first = rows.order_by("subject_code", "due_at", "id").distinct("subject_code")
    return {row.subject_code: row for row in first}
