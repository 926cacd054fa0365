"""The present moment of a clause test: every page that asks what time it is reads this."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
# A Monday in a week without a holiday.
MONDAY = datetime(2026, 9, 7, 10, 0, tzinfo=CHINA)


@dataclass(slots=True)
class Present:
    now: datetime = MONDAY

    @property
    def today(self) -> date:
        return self.now.astimezone(CHINA).date()

    def local(self, at: datetime) -> str:
        """As a field for date and time sends it."""
        return f"{at.astimezone(CHINA):%Y-%m-%dT%H:%M}"
