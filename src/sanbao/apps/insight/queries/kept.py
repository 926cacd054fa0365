"""Which promises are kept: verdicts counted from the journal, by what a reader asks for.

A promise counts in the month of its first verdict, and as its last verdict says: one that was
called missed and turned out to be done in time is kept; one that was excused is no miss. What has
to be kept up all the time counts a miss for each lapse.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.insight.facts import Period, month_after

# What the figures may be told by: the name in the address, and what stands above the column.
DIMENSIONS: Mapping[str, Promise] = {
    "clause": _("clause"),
    "what": _("promise"),
    "month": _("month"),
    "province": _("region"),
    "station": _("station"),
    "dealer": _("dealer"),
    "product": _("product"),
    "owed_by": _("owed by"),
}
# Columns, written here and nowhere else: nothing of a request reaches the statement.
COLUMNS: Mapping[str, str] = {
    "clause": "a.code || ' ' || o.clause",
    "what": "o.what",
    "month": "to_char(v.at AT TIME ZONE %(zone)s, 'YYYY-MM')",
    "province": "o.province",
    "station": "o.station",
    "dealer": "o.dealer",
    "product": "o.product",
    "owed_by": "o.owed_by",
}
VERDICTS = ("obligation.met", "obligation.missed", "obligation.done_late", "obligation.excused")
LAPSED = "obligation.lapsed"

COUNTED = """
    WITH verdicts AS (
        SELECT e.subject_code, e.at, last.happening
        FROM journal_entry e
        CROSS JOIN LATERAL (
            SELECT l.happening FROM journal_entry l
            WHERE l.provider_id = e.provider_id AND l.subject_kind = 'obligation'
                AND l.subject_code = e.subject_code AND l.happening = ANY(%(verdicts)s)
            ORDER BY l.id DESC LIMIT 1
        ) last
        WHERE e.provider_id = %(provider)s AND e.happening = ANY(%(verdicts)s)
            AND e.at >= %(since)s AND e.at < %(until)s
            AND NOT EXISTS (
                SELECT 1 FROM journal_entry b
                WHERE b.provider_id = e.provider_id AND b.subject_kind = 'obligation'
                    AND b.subject_code = e.subject_code AND b.happening = ANY(%(verdicts)s)
                    AND b.id < e.id
            )
        UNION ALL
        SELECT e.subject_code, e.at, e.happening FROM journal_entry e
        WHERE e.provider_id = %(provider)s AND e.happening = %(lapsed)s
            AND e.at >= %(since)s AND e.at < %(until)s
    )
    SELECT {column} AS label,
        count(*) FILTER (WHERE v.happening = 'obligation.met') AS kept,
        count(*) FILTER (WHERE v.happening IN
            ('obligation.missed', 'obligation.done_late', 'obligation.lapsed')) AS missed,
        count(*) FILTER (WHERE v.happening = 'obligation.excused') AS excused
    FROM verdicts v
    JOIN obligations_obligation o
        ON o.provider_id = %(provider)s AND o.code = v.subject_code AND o.kind <> 'consequence'
    JOIN agreements_version n ON n.id = o.version_id
    JOIN agreements_agreement a ON a.id = n.agreement_id
    GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of figures. label: what it is told by, "" where a promise has none of it."""

    label: str
    kept: int
    missed: int
    excused: int

    @property
    def judged(self) -> int:
        """What was kept or missed; what was excused says nothing about keeping promises."""
        return self.kept + self.missed

    @property
    def rate(self) -> float | None:
        """Kept by judged, 0 to 1; None where nothing was judged."""
        return self.kept / self.judged if self.judged else None

    @property
    def percent(self) -> float | None:
        """The rate in per cent with one place, never rounded up to a hundred."""
        if self.rate is None:
            return None
        return min(round(self.rate * 100, 1), 100.0 if not self.missed else 99.9)


@dataclass(frozen=True, slots=True)
class Totals(Figure):
    """All figures of a period together."""


def figures(provider: Any, by: str, period: Period) -> list[Figure]:
    """The figures told by a key of DIMENSIONS, in the order of the labels."""
    values = {
        "provider": provider.pk,
        "zone": provider.zone,
        "verdicts": list(VERDICTS),
        "lapsed": LAPSED,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %(since)s::timestamp AT TIME ZONE %(zone)s,"
            " (%(until)s::date + 1)::timestamp AT TIME ZONE %(zone)s",
            {"since": period.since, "until": period.until, "zone": provider.zone},
        )
        since, until = cursor.fetchone() or (None, None)
        statement = COUNTED.format(column=COLUMNS[by])
        cursor.execute(statement, values | {"since": since, "until": until})
        return [Figure(*row) for row in cursor.fetchall()]


def month_by_month(provider: Any, period: Period) -> list[Figure]:
    """The figures by month from the first to the last month that has any, none left out."""
    found = {row.label: row for row in figures(provider, "month", period)}
    if not found:
        return []
    month, last = date.fromisoformat(f"{min(found)}-01"), max(found)
    rows = []
    while (label := f"{month:%Y-%m}") <= last:
        rows.append(found.get(label, Figure(label, 0, 0, 0)))
        month = month_after(month)
    return rows


def totals(rows: Sequence[Figure]) -> Totals:
    return Totals(
        label="",
        kept=sum(row.kept for row in rows),
        missed=sum(row.missed for row in rows),
        excused=sum(row.excused for row in rows),
    )
