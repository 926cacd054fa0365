"""Days that cannot be: in the future, or before what they follow."""

from collections.abc import Mapping
from datetime import date

from sanbao.apps.assets.models import DATED_EVENTS, ORDERED_EVENTS
from sanbao.rules.message import Message

EVENT_WORDS: Mapping[str, Message] = {
    "made": Message("made in the factory"),
    "picked_up": Message("picked up"),
    "sold": Message("sold"),
    "invoiced": Message("invoiced"),
    "delivered": Message("delivered"),
    "commissioned": Message("commissioned"),
    "accepted": Message("formally accepted"),
}
EARLIEST = date(1950, 1, 1)


def impossible(dates: Mapping[str, date], *, on: date) -> dict[str, Message]:
    """What is wrong with the dates known on the day `on`, by event; the first reason of each."""
    problems: dict[str, Message] = {}
    for event in DATED_EVENTS:
        day = dates.get(event)
        if day is not None and day > on:
            problems[event] = Message("%(day)s is in the future", {"day": day})
        elif day is not None and day < EARLIEST:
            problems[event] = Message("%(day)s is too long ago", {"day": day})
    for earlier, later in ORDERED_EVENTS:
        if earlier in dates and later in dates and dates[later] < dates[earlier]:
            problems.setdefault(later, before(earlier, later, dates))
    return problems


def before(earlier: str, later: str, dates: Mapping[str, date]) -> Message:
    return Message(
        "%(later)s on %(later_day)s, before it was %(earlier)s on %(earlier_day)s",
        {
            "later": EVENT_WORDS[later],
            "later_day": dates[later],
            "earlier": EVENT_WORDS[earlier],
            "earlier_day": dates[earlier],
        },
    )
