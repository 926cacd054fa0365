"""Values that nothing here can hold: a null character, half a character, a number without end.

Forms and schemas refuse what they know of. What gets past them (an address, a search, a note
inside a record) ends at the database, which refuses it too; the sender is told so.
"""

import logging
from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sanbao.site.problem_pages import page

log = logging.getLogger(__name__)
# A day before the first year or after the last one overflows as it is turned to another zone.
NOT_HELD = (DataError, OverflowError, UnicodeEncodeError, RecursionError)


class Values:
    """Middleware: 400 instead of 500 for a value that cannot be kept or looked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return refused(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NOT_HELD):
            return None
        # Should it be a fault of ours after all, the trace tells where.
        log.warning("a value that cannot be held, at %s", request.path, exc_info=exception)
        return refused(request)


def refused(request: HttpRequest) -> HttpResponse:
    return page(request, 400, _("a value is too large, or holds a character that cannot be kept"))
