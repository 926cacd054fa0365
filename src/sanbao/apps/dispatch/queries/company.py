"""Who goes along with the engineer of an order, and what each of them may do (P6-7.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.wording import said
from sanbao.apps.dispatch.queries.mark import held_booking
from sanbao.apps.training import queries as training
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.facts import job_of
from sanbao.rules.certificate import Lack


@dataclass(frozen=True, slots=True)
class Mate:
    """lack: the certificate without which somebody only helps."""

    engineer: User
    lack: Lack | None

    @property
    def why_not(self) -> str:
        return said(self.lack.no().reason) if self.lack else ""

    @property
    def clause(self) -> str:
        return self.lack.no().clause if self.lack else ""


def mates_of(order: orders.WorkOrder, *, at: datetime) -> Sequence[Mate]:
    """Who goes along, judged on the day of the visit, today where none is fixed."""
    people = orders.companions_of(order)
    booking = held_booking(order)
    day = booking.starts_at if booking else at
    on = day.astimezone(ZoneInfo(order.provider.zone)).date()
    fit = training.fitness(people, job_of(order), on=on)
    return [Mate(man, fit[man.pk].lack) for man in people]
