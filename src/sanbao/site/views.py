"""The site's own pages: the way in."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sanbao.apps.accounts.access import reader
from sanbao.site.navigation import links


def home(request: HttpRequest) -> HttpResponse:
    """Each role starts at the first page of its navigation."""
    for link in links(reader(request), request.path):
        return redirect(link.url)
    return render(request, "site/home.html")


def health(request: HttpRequest) -> HttpResponse:
    """Answers when this process and its database do; for supervisors and load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
