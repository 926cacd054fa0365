"""Making and withdrawing tokens for the API."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from sanbao.apps.accounts.models import ApiToken, User, new_token
from sanbao.apps.accounts.queries import digest_of


@transaction.atomic
def make_token(user: User, *, label: str, at: datetime) -> tuple[ApiToken, str]:
    """A new token and its text, which is shown once and never kept."""
    text = new_token()
    token = ApiToken.objects.create(user=user, label=label, digest=digest_of(text), created_at=at)
    return token, text


def revoke_token(pk: int, *, user: User, at: datetime) -> bool:
    """Withdraw one of the user's own tokens. False when there is no such live token."""
    live = ApiToken.objects.filter(pk=pk, user=user, revoked_at__isnull=True)
    return live.update(revoked_at=at) == 1


def note_use(token: ApiToken, *, at: datetime) -> None:
    """Remember when a token was used, at most once a minute, so that reads stay reads."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - timedelta(minutes=1))
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)


def save_details(user: User) -> None:
    """What a person may change of himself: how he is called and reached."""
    user.save(update_fields=["display_name", "phone", "email"])


@transaction.atomic
def save_user(user: User, *, password: str, by: User) -> User:
    """Add or change somebody of the administrator's own company.

    A new password ends the person's live sessions: Django ties them to it.
    """
    user.provider_id = by.provider_id
    if password:
        user.set_password(password)
    user.save()
    return user
