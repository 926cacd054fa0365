"""How many of a dealer's repairs of a month have been followed up: counted, never kept by hand."""

from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as duties
from sanbao.apps.visits.models import FollowUp
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.terms import Deed


def measure_follow_ups(provider_id: int, *, at: datetime) -> int:
    """Tell every open share of follow-ups how far it is; returns how many were told.

    A repair counts in the month in which the unit was restored; it has been followed up once
    somebody was reached.
    """
    shares = duties.open_shares(provider_id, Deed.FOLLOWED_UP.value)
    if not shares:
        return 0
    counted = figures(provider_id, {share.period for share in shares})
    for share in shares:
        base, done = counted.get((share.subject_code, share.period), (0, 0))
        if not obligations.is_news(share, done=done, base=base, at=at):
            continue
        obligations.measure(
            provider_id,
            (share.subject_kind, share.subject_code),
            share.what,
            period=share.period,
            done=done,
            base=base,
            at=at,
            by=None,
        )
    return len(shares)


def figures(provider_id: int, periods: set[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """(dealer, month): repairs, and how many of them were followed up."""
    first = datetime.fromisoformat(f"{min(periods)}-01").replace(tzinfo=CHINA_TIME)
    rows = (
        FollowUp.objects.filter(
            provider_id=provider_id, created_at__gte=first, case__asset__dealer__isnull=False
        )
        .annotate(month=TruncMonth("created_at", tzinfo=CHINA_TIME))
        .values("case__asset__dealer__code", "month")
        .annotate(base=Count("pk"), done=Count("pk", filter=Q(is_reached=True)))
        .order_by()
    )
    return {
        (row["case__asset__dealer__code"], f"{row['month']:%Y-%m}"): (row["base"], row["done"])
        for row in rows
    }
