"""Visits and follow-ups over the API."""

from sanbao.apps.visits.api import step as step
from sanbao.apps.visits.api.follow_up import router as follow_ups
from sanbao.apps.visits.api.visit import router as visits

__all__ = ["follow_ups", "visits"]
