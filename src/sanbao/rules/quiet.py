"""Hours in which a person does not want to be reached, and the time of day when one does."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one local time until another, over midnight where `until` is the earlier one.

    The first instant is quiet, the last is not. Equal times mean none.
    """

    since: time
    until: time

    def over_at(self, at: datetime, *, zone: tzinfo) -> datetime | None:
        """When the quiet hours that `at` lies in are over; None when it lies in none.

        The hours are those of the clock on the wall in `zone`. Raises ValueError for a naive `at`.
        """
        if at.utcoffset() is None:
            raise ValueError("an instant needs its offset")
        local = at.astimezone(zone)
        now = local.time()
        if self.since < self.until:
            return self.ending(local, days=0) if self.since <= now < self.until else None
        if self.since > self.until and now >= self.since:
            return self.ending(local, days=1)
        if self.since > self.until and now < self.until:
            return self.ending(local, days=0)
        return None

    def ending(self, local: datetime, *, days: int) -> datetime:
        day = local.date() + timedelta(days=days)
        return datetime.combine(day, self.until, local.tzinfo)


def next_time(after: datetime, wanted: time, *, zone: tzinfo) -> datetime:
    """The first instant after `after` at which the clock on the wall in `zone` shows `wanted`.

    Raises ValueError for a naive `after`.
    """
    if after.utcoffset() is None:
        raise ValueError("an instant needs its offset")
    local = after.astimezone(zone)
    found = datetime.combine(local.date(), wanted, zone)
    return found if found > local else datetime.combine(local.date() + ONE_DAY, wanted, zone)
