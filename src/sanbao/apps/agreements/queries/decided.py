"""What was decided for one subject."""

from django.db.models import QuerySet

from sanbao.apps.accounts.columns import joined
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements.models import Decision


def decisions_of(provider_id: int, kind: str, code: str) -> QuerySet[Decision]:
    """Every decision on one subject, oldest first."""
    rows = Decision.objects.filter(provider_id=provider_id, subject_kind=kind, subject_code=code)
    # Not the paper, which is long: its figures have been drawn from it already.
    return joined(rows, "version__number", "version__agreement__title").order_by("number")


def latest_decision(provider_id: int, kind: str, code: str) -> Decision | None:
    return next(iter(latest(provider_id, kind, code)), None)


@prepared
def latest(provider_id: int, kind: str, code: str) -> QuerySet[Decision]:
    return decisions_of(provider_id, kind, code).order_by("-number")[:1]
