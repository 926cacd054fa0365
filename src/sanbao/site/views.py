"""The site's own answers to machines."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon of a page that names none, as the API's own."""
    return redirect(static("build/favicon.svg"))


def health(request: HttpRequest) -> HttpResponse:
    """Answers when this process and its database do; for supervisors and load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
