"""How often people fail: the figures that a simulated year is told with."""

from dataclasses import dataclass, fields
from datetime import date

DAYS = 365


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares from 0 to 1.

    late: of duties, done after they were due. forgotten: of duties, never done. sick: of the days
    of an engineer. unreachable: of the calls to a customer. gap: of days, the hotline has a gap.
    fault: of the units inspected, a latent fault is found. excused: of the misses that somebody
    looks into. cases: how many cases a unit has in the year.
    """

    late: float = 0.06
    forgotten: float = 0.02
    sick: float = 0.02
    unreachable: float = 0.15
    gap: float = 0.004
    fault: float = 0.05
    excused: float = 0.1
    cases: float = 0.5

    def words(self) -> str:
        """The figures in one line."""
        return ", ".join(f"{field.name} {getattr(self, field.name):g}" for field in fields(self))


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be told. end: the last day. units: of each company. seed: of all chance."""

    end: date
    units: int
    seed: int
    days: int = DAYS
    rates: Rates = Rates()
