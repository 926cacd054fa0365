"""Dispatch over the API: whom to send when, working time and absences."""

from ninja import Router

from sanbao.apps.dispatch.api.day import router as day
from sanbao.apps.dispatch.api.engineer import router as engineers
from sanbao.apps.dispatch.api.placing import router as placing
from sanbao.apps.dispatch.api.planning import router as planning
from sanbao.apps.dispatch.api.region import router as stations

__all__ = ["router", "stations"]

router = Router()
router.add_router("", placing)
router.add_router("", engineers)
router.add_router("", planning)
router.add_router("", day)
