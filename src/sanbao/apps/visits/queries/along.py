"""Who goes to a visit along with its engineer (P6-7.4)."""

from dataclasses import asdict, dataclass

from sanbao.apps.training import queries as training
from sanbao.apps.visits.facts import local_day
from sanbao.apps.visits.models import Visit, VisitState
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.facts import job_of

OPEN = (VisitState.AGREED, VisitState.ARRIVED, VisitState.WORKED)


@dataclass(frozen=True, slots=True)
class Along:
    """certificate: the number of the one that counts on the day; "" for who only helps."""

    username: str
    name: str
    certificate: str

    def __str__(self) -> str:
        return f"{self.name}（{self.certificate}）" if self.certificate else self.name


def along(visit: Visit) -> list[Along]:
    """As it is now while the visit goes on, as it was afterwards."""
    if visit.state not in OPEN:
        return [Along(**one) for one in visit.companions]
    job, on = job_of(visit.order), local_day(visit, visit.arrived_at or visit.agreed_from)
    found = []
    for man in orders.companions_of(visit.order):
        shown = training.certificate_for(man, job, on=on)
        found.append(Along(man.username, f"{man}", shown.number if shown else ""))
    return found


def written_down(visit: Visit) -> list[dict[str, str]]:
    return [asdict(one) for one in along(visit)]
