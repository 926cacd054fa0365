"""The site's own pages: the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sanbao.apps.accounts.access import reader
from sanbao.site.navigation import links


def home(request: HttpRequest) -> HttpResponse:
    """Each role starts at the first page of its navigation."""
    for link in links(reader(request), request.path):
        return redirect(link.url)
    return render(request, "site/home.html")
