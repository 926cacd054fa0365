"""Whose calendar an address shows."""

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.queries import digest_of
from sanbao.apps.notices.models import FeedToken


def feed_of(text: str) -> FeedToken | None:
    """The live token that `text` is, of a person who may still sign in."""
    return (
        FeedToken.objects.select_related("user__provider")
        .filter(digest=digest_of(text), revoked_at__isnull=True, user__is_active=True)
        .first()
    )


def live_feed(user: User) -> FeedToken | None:
    return FeedToken.objects.filter(user=user, revoked_at__isnull=True).first()
