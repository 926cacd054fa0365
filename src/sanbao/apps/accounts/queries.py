"""Who is who in a provider, and whose token this is."""

import hashlib

from django.db.models import QuerySet

from sanbao.apps.accounts.models import ApiToken, Provider, User
from sanbao.apps.accounts.prepared import prepared


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(text: str) -> ApiToken | None:
    """The live token that `text` is, of a user who may still sign in."""
    return (
        ApiToken.objects.select_related("user", "user__provider")
        .filter(digest=digest_of(text), revoked_at__isnull=True, user__is_active=True)
        .first()
    )


def tokens_for(user: User) -> QuerySet[ApiToken]:
    return user.api_tokens.order_by("-id")


def colleagues_for(user: User) -> QuerySet[User]:
    """Everybody who signs in with the same provider."""
    return User.objects.filter(provider_id=user.provider_id).order_by("username")


def reader_of(pk: int) -> User | None:
    """Whoever a session belongs to, with the company that every page names."""
    return User.objects.select_related("provider").filter(pk=pk, is_active=True).first()


def active_user(username: str) -> User | None:
    """Whoever may sign in under that name."""
    return next(iter(called(username)), None) if username else None


@prepared
def called(username: str) -> QuerySet[User]:
    return User.objects.filter(username=username, is_active=True)


def holders_of(provider_id: int, role: str) -> QuerySet[User]:
    """Everybody of a company who holds a role and may sign in."""
    return User.objects.filter(
        provider_id=provider_id, is_active=True, roles__contains=[role]
    ).order_by("pk")


def people_at(provider_id: int, address: str) -> QuerySet[User]:
    """Everybody of a company who may sign in and has that mail address."""
    rows = User.objects.filter(provider_id=provider_id, is_active=True)
    return rows.filter(email__iexact=address).order_by("pk")


def provider_called(slug: str) -> Provider | None:
    """The company of an open address."""
    return Provider.objects.filter(slug=slug).first()
