"""What becomes of each duty: done in time, late, or forgotten; drawn once, by its own number."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sanbao.apps.obligations.queries import Obligation
from sanbao.site.demo.clock import in_daytime
from sanbao.site.demo.year.rates import Rates

LATEST_DAYS = 12


@dataclass(frozen=True, slots=True)
class Fates:
    """seed: of the whole year; with the duty's own key it gives the same fate every time."""

    seed: str
    rates: Rates

    def chance(self, *key: object) -> Random:
        return Random("/".join(map(str, (self.seed, *key))))  # noqa: S311 - invented lives

    def done_at(self, duty: Obligation, *, now: datetime) -> datetime | None:
        """When the duty will be done, in the daytime; None for never."""
        chance = self.chance(duty.subject_code, duty.what, duty.clause, duty.period)
        share = chance.random()
        if share < self.rates.forgotten:
            return None
        opens = max(duty.opens_at or duty.starts_at or now, now)
        if duty.due_at is None:
            return in_daytime(opens + timedelta(hours=chance.uniform(1, 30)))
        if share < self.rates.forgotten + self.rates.late:
            late = timedelta(hours=chance.uniform(3, LATEST_DAYS * 24))
            return in_daytime(max(duty.due_at, now) + late)
        left = (duty.due_at - opens).total_seconds()
        if left <= 0:
            return in_daytime(opens + timedelta(hours=2))
        # The nearer the day, the likelier: most do it in the second half of their time.
        at = opens + timedelta(seconds=left * chance.triangular(0.05, 0.97, 0.75))
        early = in_daytime(at)
        return early if early <= duty.due_at else at
