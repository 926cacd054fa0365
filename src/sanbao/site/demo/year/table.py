"""The table of a year: by clause what was raised, met, missed, excused, and what followed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

ROWS = """
    SELECT p.slug, o.clause, o.what, o.kind, count(*),
        count(*) FILTER (WHERE o.state = 'met'),
        count(*) FILTER (WHERE o.state = 'missed') + coalesce(sum(lapsed.times), 0),
        count(*) FILTER (WHERE o.state = 'excused'),
        count(*) FILTER (WHERE o.state IN ('waiting', 'running', 'paused', 'lapsed')),
        coalesce(sum(drawn.times), 0), coalesce(max(drawn.whats), '')
    FROM obligations_obligation o
    JOIN accounts_provider p ON p.id = o.provider_id
    LEFT JOIN LATERAL (
        SELECT count(*) AS times, string_agg(DISTINCT c.what, ' ' ORDER BY c.what) AS whats
        FROM obligations_obligation c WHERE c.caused_by_id = o.id
    ) drawn ON true
    LEFT JOIN LATERAL (
        SELECT count(*) AS times FROM obligations_logline l
        WHERE l.obligation_id = o.id AND l.kind = 'lapsed'
    ) lapsed ON true
    WHERE o.caused_by_id IS NULL AND o.state <> 'cancelled' AND p.slug = ANY(%(slugs)s)
    GROUP BY 1, 2, 3, 4
    ORDER BY 1, regexp_replace(o.clause, '(\\d+)', '000\\1', 'g'), 3, 4
"""
HEAD = (
    "agreement",
    "clause",
    "promise",
    "raised",
    "met",
    "missed",
    "excused",
    "open",
    "kept",
    "consequences",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One clause's promise over the year. drawn: how many consequences, and which."""

    slug: str
    clause: str
    what: str
    kind: str
    raised: int
    met: int
    missed: int
    excused: int
    open: int
    drawn: int
    drawn_what: str

    @property
    def kept(self) -> str:
        """Met by met and missed, in per cent; "" where nothing was judged."""
        judged = self.met + self.missed
        return f"{100 * self.met / judged:.1f} %" if judged else ""

    @property
    def cells(self) -> tuple[str, ...]:
        followed = f"{self.drawn} {self.drawn_what}".strip() if self.drawn else ""
        counts = (self.raised, self.met, self.missed, self.excused, self.open)
        return (self.slug, self.clause, self.what, *map(str, counts), self.kept, followed)


def rows(slugs: Sequence[str]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"slugs": list(slugs)})
        return [Row(*found) for found in cursor.fetchall()]


def markdown(found: Sequence[Row]) -> str:
    """The table with its sum below, every column as wide as it needs."""
    judged = sum(row.met + row.missed for row in found)
    kept = 100 * sum(row.met for row in found) / judged if judged else 0.0
    total = (
        "all",
        "",
        "",
        *(
            str(sum(getattr(row, name) for row in found))
            for name in ("raised", "met", "missed", "excused", "open")
        ),
        f"{kept:.1f} %",
        str(sum(row.drawn for row in found)),
    )
    lines = [HEAD, *(row.cells for row in found), total]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    shown = [
        " | ".join(cell.ljust(wide) for cell, wide in zip(line, widths, strict=True))
        for line in lines
    ]
    rule = "-|-".join("-" * wide for wide in widths)
    return "\n".join([f"| {shown[0]} |", f"|-{rule}-|", *(f"| {line} |" for line in shown[1:])])
