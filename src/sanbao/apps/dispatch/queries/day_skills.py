"""What the jobs of a day ask for, and who of the crew has it, as skills of the planners."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sanbao.apps.dispatch.facts import Crewman, Place, Territories
from sanbao.apps.dispatch.queries.crew import place_of, served_by
from sanbao.apps.training import queries as training
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.facts import job_of
from sanbao.rules.certificate import Held, Need


class Asking:
    """What jobs ask for, read once for each product and version of an agreement."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int | None], Sequence[Need]] = {}

    def needs(self, order: orders.WorkOrder) -> Sequence[Need]:
        key = (order.case.asset.product_id, order.case.version_id)
        if key not in self.known:
            self.known[key] = training.needs_of(job_of(order))
        return self.known[key]


def skills_of(
    order: orders.WorkOrder,
    needs: Sequence[Need],
    crew: Iterable[Crewman],
    territories: Territories,
    held: Mapping[int, dict[str, list[Held]]],
    on: date,
    skills: dict[str, set[str]],
) -> frozenset[str]:
    """What the job asks for; whoever has it is given it."""
    where = place_of(order)
    cert = "cert:" + "+".join(sorted(need.qualification for need in needs))
    area = "place:" + "/".join(filter(None, (where.province, where.city, where.county)))
    for man in crew:
        mine = skills[man.engineer.username]
        if training.fit(needs, held.get(man.engineer.pk, {}), on=on).lack is None:
            mine.add(cert)
        if goes_there(man, where, territories):
            mine.add(area)
    return frozenset({cert, area})


def goes_there(man: Crewman, where: Place, territories: Territories) -> bool:
    return not served_by(man, where, territories)
