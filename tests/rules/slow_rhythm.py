"""A second way to find what falls due: day by day, with no code of the rules.

Only for terms whose days this can see: months counted on the calendar's own pages.
"""

from collections.abc import Iterator
from datetime import date

from . import slow_counter as slow


def counted(
    anchor: date, months: int, *, since: date, until: date, roll: bool
) -> Iterator[tuple[str, date, date]]:
    """(number, bare day, due day) of what returns every so many months, walked from the anchor."""
    number = 0
    while True:
        number += 1
        bare = slow.after_months(anchor, months * number)
        due = slow.rolled(bare) if roll else bare
        if bare > until:
            return
        if since <= due <= until:
            yield str(number), bare, due


def on_days(
    months: set[int], day: int, *, since: date, until: date, roll: bool
) -> Iterator[tuple[str, date]]:
    """(month, due day) of what is due on a day of some months, by looking at every day there is."""
    at = date(since.year - 1, 1, 1)
    while at <= until:
        tomorrow = at + slow.ONE_DAY
        ends_month = tomorrow.day == 1
        if at.month in months and (at.day == day or (ends_month and at.day < day)):
            due = slow.rolled(at) if roll else at
            if since <= due <= until:
                yield f"{at.year}-{at.month:02}", due
        at = tomorrow
