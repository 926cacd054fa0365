"""Reading the ledger."""

from decimal import Decimal

from django.db.models import QuerySet, Sum

from sanbao.apps.journal import queries as journal
from sanbao.apps.money.models import Line as Line
from sanbao.rules.money import NOTHING


def lines_of(provider_id: int, kind: str, code: str) -> QuerySet[Line]:
    """Everything booked for one subject, corrections among it, in the order of booking."""
    return lines_about(provider_id, (kind, code))


def lines_about(provider_id: int, *subjects: tuple[str, str]) -> QuerySet[Line]:
    """The same for several subjects together."""
    return Line.objects.filter(journal.about(*subjects), provider_id=provider_id).order_by("id")


def total(provider_id: int, kind: str, code: str, *, payer: str = "") -> Decimal:
    """What the lines of a subject add up to, corrections included; of one payer, or of all."""
    lines = lines_of(provider_id, kind, code)
    if payer:
        lines = lines.filter(payer=payer)
    added: Decimal | None = lines.aggregate(total=Sum("amount"))["total"]
    return NOTHING if added is None else added
