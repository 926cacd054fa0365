"""Samples of a month's repairs: what there was to draw from, and how far the calls are."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.callbacks.models import Sample
from sanbao.apps.callbacks.queries.due import READERS
from sanbao.apps.visits import queries as visits
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.sampling import drawn


@dataclass(frozen=True, slots=True)
class Chosen:
    """One case that was drawn, with its last follow-up, if there is one."""

    code: str
    call: visits.FollowUp | None

    @property
    def is_to_call(self) -> bool:
        return self.call is not None and self.call.done_at is None


def samples_for(user: User) -> QuerySet[Sample]:
    rows = Sample.objects.filter(provider_id=user.provider_id).select_related("drawn_by")
    return rows if user.has_role(*READERS) else rows.none()


def month_after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def in_month(month: date) -> Q:
    """Follow-ups of what was restored in a month, by the days in China."""
    return Q(
        created_at__gte=midnight(month),
        created_at__lt=midnight(month_after(month)),
    )


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, CHINA_TIME)


def repairs_of(provider_id: int, month: date) -> list[str]:
    """The cases restored on site in a month, by number: what an answer solved is no repair."""
    rows = visits.FollowUp.objects.filter(
        in_month(month), provider_id=provider_id, entry__happening="case.restored"
    )
    return sorted(set(rows.values_list("case__code", flat=True)))


def chosen_of(sample: Sample) -> list[Chosen]:
    """Those that were drawn, by number, each with its last follow-up: one query."""
    rows = visits.FollowUp.objects.filter(
        provider_id=sample.provider_id, case__code__in=sample.chosen
    )
    rows = rows.select_related("case__customer", "case__asset", "done_by").order_by("id")
    calls = {call.case.code: call for call in rows}
    return [Chosen(code, calls.get(code)) for code in sample.chosen]


def is_same_again(sample: Sample) -> bool:
    """Whether drawing again from the seed gives the same: nobody chose by hand."""
    again = drawn(sample.repairs, percent=sample.percent, seed=sample.seed)
    return again == list(sample.chosen)
