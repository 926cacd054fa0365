"""How well contacts are answered: solved at first, and how soon (P1-2.2, P3-2.2, P3-3.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from sanbao.apps.accounts.access import User
from sanbao.apps.contacts.models import OVER, Contact


@dataclass(frozen=True, slots=True)
class Figure:
    """One month of one person. over: contacts that ended; at_first: solved the first time.
    answers_in: mean time to the first answer, None where nothing had to be answered.
    satisfaction: mean of what callers said afterwards, None where nobody did (P3-2.5).
    """

    month: datetime
    person: str
    over: int
    at_first: int
    in_case: int
    answers_in: timedelta | None
    satisfaction: float | None

    @property
    def percent(self) -> int:
        """Half up."""
        return (200 * self.at_first + self.over) // (2 * self.over) if self.over else 0


def figures_for(user: User, *, since: datetime) -> list[Figure]:
    """By month and person, newest month first; contacts without anything to do are left out."""
    rows: QuerySet[Contact] = Contact.objects.filter(
        provider_id=user.provider_id, done_at__gte=since, state__in=OVER
    ).exclude(state="closed")
    grouped = (
        rows.annotate(month=TruncMonth("done_at"))
        .values("month", "done_by")
        .annotate(
            name=ArrayAgg("done_by__display_name", distinct=True),
            over=Count("id"),
            at_first=Count("id", filter=Q(is_first=True)),
            in_case=Count("id", filter=Q(state="in_case")),
            answers_in=Avg(F("answered_at") - F("started_at")),
            mean=Avg("satisfaction"),
        )
        .order_by("-month", "done_by")
    )
    return [
        Figure(
            month=row["month"],
            person=(row["name"] or [""])[0] or "",
            over=row["over"],
            at_first=row["at_first"],
            in_case=row["in_case"],
            answers_in=row["answers_in"],
            satisfaction=row["mean"],
        )
        for row in grouped
    ]
