"""How a dealer stands in a year, as it reads it itself."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from sanbao.apps.complaints import queries as complaints
from sanbao.apps.dealers.models import RepairOrder
from sanbao.apps.dealers.queries.record import breaches_of
from sanbao.apps.dealers.queries.reporting import feedback_months
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import CHINA_TIME


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Counts of one year. owed: months whose feedback was due. done: orders with a due time."""

    year: int
    reported: int
    owed: int
    done: int
    in_time: int
    refused: int
    complaints: int
    breaches: int


def year_of(year: int) -> tuple[datetime, datetime]:
    """The first instant of a year in China, and the first after it."""
    return (
        datetime(year, 1, 1, tzinfo=CHINA_TIME),
        datetime(year + 1, 1, 1, tzinfo=CHINA_TIME),
    )


def scorecard(dealer: parties.Dealer, *, on: date) -> Scorecard:
    since, until = year_of(on.year)
    reported, owed = feedback_months(dealer.provider_id, dealer.pk, on.year)
    ended = Q(state="done", due_at__isnull=False)
    orders = RepairOrder.objects.filter(dealer=dealer, sent_at__gte=since, sent_at__lt=until)
    counted = orders.aggregate(
        done=Count("id", filter=ended),
        in_time=Count("id", filter=ended & Q(ended_at__lte=F("due_at"))),
        refused=Count("id", filter=Q(state="refused")),
    )
    received = complaints.Complaint.objects.filter(
        dealer=dealer, is_of_dealer=True, received_at__gte=since, received_at__lt=until
    )
    return Scorecard(
        year=on.year,
        reported=reported,
        owed=owed,
        complaints=received.count(),
        breaches=breaches_of(dealer).filter(starts_at__gte=since, starts_at__lt=until).count(),
        **counted,
    )
