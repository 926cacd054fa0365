"""Spare units lent, and parts and tools in their stores, for machines."""

from sanbao.apps.parts.api.loan import router as loans
from sanbao.apps.parts.api.stock import router as parts

__all__ = ["loans", "parts"]
