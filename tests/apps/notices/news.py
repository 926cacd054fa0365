"""News for the tests: a promise that was warned of or missed, as the sweeps write it."""

from datetime import timedelta

from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import actions as notices
from sanbao.apps.notices.models import Notice
from sanbao.apps.obligations import actions

from ..obligations.promises import raised
from ..world import World

HOUR = timedelta(hours=1)


def warned(world: World, code: str = "GD-1") -> Entry:
    """The owner (the desk agent) has half an hour left to have somebody on site."""
    raised(world, world.at, code=code)
    actions.warn(world.at + timedelta(minutes=31))
    told = Entry.objects.filter(happening="obligation.warned", details__what="on_site")
    return told.filter(details__subject=["case", code]).get()


def missed(world: World, *, level: int = 1, code: str = "GD-1") -> Entry:
    """The step of that level has been told of a missed promise."""
    raised(world, world.at, code=code)
    at = world.at + 12 * HOUR
    actions.sweep(at)
    actions.escalate(at)
    told = Entry.objects.filter(happening="obligation.escalated", details__what="on_site")
    return told.get(details__subject=["case", code], details__level=level)


def told(entry: Entry) -> list[Notice]:
    return notices.tell(entry, at=entry.at)
