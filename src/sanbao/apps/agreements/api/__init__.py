"""Agreements over the API: drawn up, edited, compared, tried out, signed, ended, longer covers."""

from sanbao.apps.agreements.api.comparing import router as comparing
from sanbao.apps.agreements.api.editing import router as editing
from sanbao.apps.agreements.api.extension import router as extensions
from sanbao.apps.agreements.api.particulars import router as particulars
from sanbao.apps.agreements.api.reading import router as reading
from sanbao.apps.agreements.api.step import router as steps
from sanbao.apps.agreements.api.templating import router as templates
from sanbao.apps.agreements.api.trying import router as trials

__all__ = ["about_agreements", "extensions", "templates"]

about_agreements = (reading, steps, particulars, comparing, editing, trials)
