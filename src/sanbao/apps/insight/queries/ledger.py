"""The ledger of breaches: each promise that was not kept in time, and what followed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.insight.facts import Period
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.obligations.queries import Obligation, ObligationState

NOT_KEPT = (ObligationState.MISSED, ObligationState.LAPSED, ObligationState.EXCUSED)
LATEST_FIRST = ("-due_at", "-id")
# The columns that the ledger can be told by; `month` and `clause` name several.
PLAIN = ("what", "province", "station", "dealer", "product", "owed_by")


@dataclass(frozen=True, slots=True)
class Breach:
    """One promise not kept. late: how late it was done, "" while it is not.

    drawn: what followed, by which clause.
    """

    row: obligations.Row
    late: str
    drawn: tuple[tuple[str, str, str], ...]
    excuse: str


def ledger_for(
    user: User,
    *,
    period: Period | None = None,
    by: str = "",
    label: str = "",
    agreement: str = "",
    owing_dealer: str = "",
) -> QuerySet[Obligation]:
    """What was not kept, of all that a reader may see.

    period: what fell due in it; without one, all, also what has no due time. by, label: one row
    of the figures. agreement: by which it was promised. owing_dealer: the dealer who owed it.
    """
    rows = obligations.obligations_for(user).filter(state__in=NOT_KEPT, caused_by__isnull=True)
    if agreement:
        rows = rows.filter(version__agreement__code=agreement)
    if owing_dealer:
        rows = rows.filter(owed_by=obligations.Obligor.DEALER, dealer=owing_dealer)
    if period is not None:
        zone = ZoneInfo(user.provider.zone)
        rows = rows.filter(
            due_at__gt=datetime.combine(period.since, time(), zone),
            due_at__lte=datetime.combine(period.until + timedelta(days=1), time(), zone),
        )
    if by in PLAIN:
        rows = rows.filter(**{by: label})
    elif by == "clause":
        code, _, clause = label.partition(" ")
        rows = rows.filter(version__agreement__code=code, clause=clause)
    drawn = Prefetch("drawn", Obligation.objects.order_by("id"))
    excuses = Prefetch(
        "log",
        obligations.LogLine.objects.filter(kind="excused").select_related("by"),
        to_attr="excuses",
    )
    return obligations.on_page(rows).prefetch_related(drawn, excuses)


def breaches(rows: Iterable[Obligation], *, zone: str, at: datetime) -> list[Breach]:
    """The rows of the ledger as a page shows them."""
    found = list(rows)
    shown = obligations.rows_of(found, zone=zone, at=at)
    return [breach(row) for row in shown]


def breach(row: obligations.Row) -> Breach:
    obligation = row.obligation
    late = ""
    if obligation.met_at and obligation.due_at and obligation.met_at > obligation.due_at:
        late = obligations.length(obligation.met_at - obligation.due_at)
    return Breach(
        row=row,
        late=late,
        drawn=tuple(
            (owed.code, obligations.promise(owed.what), owed.clause)
            for owed in obligation.drawn.all()
        ),
        excuse=excuse(obligation),
    )


def excuse(obligation: Obligation) -> str:
    """Who excused it and why, "" where nobody did; of a row of `ledger_for`."""
    lines: list[obligations.LogLine] = getattr(obligation, "excuses", [])
    return " · ".join(f"{line.by or ''} {line.reason}".strip() for line in lines)
