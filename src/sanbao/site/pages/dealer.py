"""A dealer has one page: its file for whoever reads it, for others where it is and who is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sanbao.apps.accounts.access import User
from sanbao.apps.dealers import queries
from sanbao.apps.parties import views


@require_safe
def dealer(request: HttpRequest, code: str) -> HttpResponse:
    if isinstance(request.user, User) and queries.is_inside(request.user):
        return redirect("dealers:file", code)
    return views.dealer(request, code)
