"""Obligations for the tests, raised as a case raises them: decided by an agreement in force."""

from datetime import datetime

from sanbao.apps.agreements import actions as agreements
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation

from ..world import World


def fault(world: World, at: datetime, **event: object) -> dict[str, object]:
    """A fault reported at `at` on the unit of the integrated-equipment agreement (P6)."""
    return {
        "asset": {"dates": {"accepted": f"{world.asset.accepted_on}"}},
        "event": {
            "kind": "fault_reported",
            "at": at.isoformat(),
            "place": {"province": "江苏", "area": "city"},
            **event,
        },
    }


def raised(
    world: World, at: datetime, *, code: str = "GD-1", **event: object
) -> dict[str, Obligation]:
    """The obligations of one case by what they promise."""
    row, decided = agreements.decide(
        world.ours.version, fault(world, at, **event), subject=("case", code), by=None, at=at
    )
    made = actions.raise_from(
        row,
        decided,
        about=actions.About(label="称重成套设备 YF-1000", province="江苏", owner=world.mei()),
        by=world.mei(),
        at=at,
    )
    return {obligation.what: obligation for obligation in made}
