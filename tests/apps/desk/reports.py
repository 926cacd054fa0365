"""Reports for the tests of the desk."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from sanbao.apps.desk.actions import CaseReport

from ..world import World


def report(world: World, **changes: Any) -> CaseReport:
    """A fault of our unit, called in by its customer just now."""
    plain = CaseReport(
        key=uuid4(),
        asset=world.asset,
        channel="phone",
        description="称重读数漂移",
        reporter_name="清工",
        reporter_phone="13900001111",
        reported_at=world.at,
    )
    return replace(plain, **changes)
