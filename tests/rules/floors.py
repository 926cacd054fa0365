"""A short way to ask for the floor of a sale."""

from datetime import date

from sanbao.rules.facts import Category
from sanbao.rules.statute.table import floor


def of(category, on="2026-03-02", province=None, *, consumer=True, followed=False):
    return floor(
        Category(category),
        on=date.fromisoformat(on),
        province=province,
        consumer=consumer,
        followed=followed,
    )


def figure(topic, *given, part=None, **named):
    rows = [row for row in of(*given, **named).of(topic) if row.part is part]
    return rows[0].figure if rows else None
