"""Where a unit stands today: what its agreement would say if it failed now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets.models import Asset
from sanbao.apps.assets.queries.asset import facts_of
from sanbao.rules.agreement import Agreement
from sanbao.rules.answer import Decision
from sanbao.rules.deadline import china_day
from sanbao.rules.decision import decide_given
from sanbao.rules.facts import FactError
from sanbao.rules.message import Message


@dataclass(frozen=True, slots=True)
class Standing:
    """The warranty of one component class. decision is None where a fact is missing (problem)."""

    component: str
    decision: Decision | None = None
    problem: Message | None = None
    field: str = ""


def standing(asset: Asset, *, at: datetime) -> tuple[Agreement | None, list[Standing]]:
    """The agreement in force for the unit at that instant, and how each component class stands.

    (None, []) where no agreement is in force: nothing is promised then.
    """
    if asset.agreement is None:
        return None, []
    version = agreements.version_in_force(asset.agreement, on=china_day(at))
    if version is None:
        return None, []
    agreement = agreements.terms(version)
    facts = facts_of(asset)
    place = {"province": asset.site.province, "area": asset.site.area}
    # Nothing has happened: asked is how a fault of the product itself would stand.
    event: dict[str, Any] = {"kind": "fault_reported", "at": at.isoformat(), "place": place}
    event["cause"] = "product_quality"
    return agreement, [
        stand(agreement, {"asset": {**facts, "component": component}, "event": event})
        for component in agreement.components
    ]


def stand(agreement: Agreement, facts: Mapping[str, Any]) -> Standing:
    component = facts["asset"]["component"]
    try:
        return Standing(component, decide_given(agreement, facts))
    except FactError as error:
        return Standing(component, None, error.message, error.field)
