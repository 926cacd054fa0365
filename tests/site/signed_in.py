"""A browser in which somebody is signed in."""

from collections.abc import Iterable

from django.conf import settings
from django.test import Client

from sanbao.apps.accounts.access import User

BY = "sanbao.site.sign_in.Accounts"
# By user the session that the house has begun for its people: each door is knocked at by many.
SESSIONS: dict[int, str] = {}


def signed_in(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user is not None and (session := SESSIONS.get(user.pk)):
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    elif user is not None:
        client.force_login(user, BY)
    return client


def sign_in_all(people: Iterable[User]) -> None:
    """Begin their sessions here and now, for whatever is done and undone after this."""
    for user in people:
        SESSIONS[user.pk] = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
