"""Agreements over the API: what was promised, the steps of their life, longer covers."""

from sanbao.apps.agreements.api.comparing import router as comparing
from sanbao.apps.agreements.api.extension import router as extensions
from sanbao.apps.agreements.api.reading import router as agreements
from sanbao.apps.agreements.api.step import router as steps
from sanbao.apps.agreements.api.trying import router as trials

__all__ = ["agreements", "comparing", "extensions", "steps", "trials"]
