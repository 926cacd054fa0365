"""Who may enter. What a person may not see does not exist for them (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from sanbao.apps.accounts.models import Provider, Role, User

__all__ = ["STAFF", "Provider", "Role", "User", "api_reader", "reader", "roles_required"]

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]

STAFF = (
    Role.DESK,
    Role.DISPATCHER,
    Role.ENGINEER,
    Role.MANAGER,
    Role.QUALITY,
    Role.SALES,
    Role.MARKETING,
    Role.FINANCE,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


def reader(request: HttpRequest) -> User:
    """The signed-in user. Raises Http404 for a visitor, so that types are honest."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def roles_required(*roles: str) -> Callable[[View[P, R]], View[P, R]]:
    """Sign-in first; then one of `roles`, or the page does not exist."""

    def decorate(view: View[P, R]) -> View[P, R]:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not reader(request).has_role(*roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def api_reader(request: HttpRequest, *roles: str) -> User:
    """The user of an API call who holds one of `roles`; 404 for everybody else."""
    user = reader(request)
    if not user.has_role(*roles):
        raise Http404
    return user
