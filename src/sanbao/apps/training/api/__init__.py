"""Trainings and certificates over the API."""

from sanbao.apps.training.api.certificate import router as certificates
from sanbao.apps.training.api.session import router as trainings

__all__ = ["certificates", "trainings"]
