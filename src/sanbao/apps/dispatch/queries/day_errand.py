"""Rounds of inspection in a day that is planned: they stay where they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sanbao.apps.dispatch.facts import Crewman, Time, site_point
from sanbao.apps.dispatch.queries.engineer_day import second
from sanbao.apps.dispatch.queries.ways import Places
from sanbao.apps.workorders import queries as orders
from sanbao.planning.problem import Job, Lock, Window
from sanbao.rules.geography import Point


@dataclass(frozen=True, slots=True)
class Errand:
    """What stays where it is in somebody's day and is no order: a round of inspection."""

    key: str
    engineer: str
    starts_at: datetime
    ends_at: datetime
    at: Point | None


def errands_of(crew: Sequence[Crewman], time: Time) -> list[Errand]:
    """The rounds of inspection that are booked on the day."""
    by_key = {man.engineer.pk: man.engineer for man in crew}
    if not by_key:
        return []
    provider_id = next(iter(by_key.values())).provider_id
    rows = orders.bookings_between(provider_id, time).filter(state__in=orders.HELD)
    found = rows.filter(order=None, engineer__in=list(by_key)).select_related("site")
    return [
        Errand(
            row.errand,
            by_key[row.engineer_id].username,
            row.starts_at,
            row.ends_at,
            site_point(row.site) if row.site else None,
        )
        for row in found
    ]


def standing(errand: Errand, places: Places, midnight: datetime) -> Job:
    """An errand as a job that stays with its engineer at its time."""
    begins, ends = second(errand.starts_at, midnight), second(errand.ends_at, midnight)
    return Job(
        errand.key,
        places.row(errand.at),
        (Window(begins, begins),),
        service=ends - begins,
        lock=Lock(errand.engineer, begins),
    )
