"""Endpoints: made, changed, and given a new secret while the old one still signs for a day."""

import secrets
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.journal import actions as journal
from sanbao.apps.notices.facts import HAPPENINGS, ROTATION
from sanbao.apps.notices.models import Endpoint
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


def new_secret() -> str:
    """A signing secret as Standard Webhooks writes it: 32 random bytes in base64."""
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


@transaction.atomic
def make_endpoint(
    *, label: str, url: str, happenings: Sequence[str], at: datetime, by: User
) -> Endpoint:
    """A new endpoint; its secret is shown once, on the answer to whoever made it."""
    check(url, happenings)
    check_label(label, by=by)
    endpoint = Endpoint.objects.create(
        provider_id=by.provider_id,
        label=label.strip(),
        url=url,
        happenings=sorted(happenings),
        secret=new_secret(),
        created_at=at,
    )
    say("endpoint.made", endpoint, at=at, by=by)
    return endpoint


@transaction.atomic
def change_endpoint(
    pk: int,
    *,
    label: str,
    url: str,
    happenings: Sequence[str],
    is_active: bool,
    at: datetime,
    by: User,
) -> Endpoint:
    check(url, happenings)
    check_label(label, by=by, but=pk)
    endpoint = Endpoint.objects.select_for_update().get(pk=pk)
    endpoint.label, endpoint.url = label.strip(), url
    endpoint.happenings, endpoint.is_active = sorted(happenings), is_active
    endpoint.save(update_fields=["label", "url", "happenings", "is_active"])
    say("endpoint.changed", endpoint, at=at, by=by)
    return endpoint


@transaction.atomic
def rotate_secret(pk: int, *, at: datetime, by: User) -> Endpoint:
    """A new secret; the old one signs beside it for ROTATION, so that nothing is lost meanwhile."""
    endpoint = Endpoint.objects.select_for_update().get(pk=pk)
    is_known = bool(endpoint.secret)
    endpoint.previous_secret = endpoint.secret
    endpoint.previous_until = at + ROTATION if is_known else None
    endpoint.secret = new_secret()
    endpoint.save(update_fields=["secret", "previous_secret", "previous_until"])
    say("endpoint.rotated", endpoint, at=at, by=by)
    return endpoint


def check(url: str, happenings: Sequence[str]) -> None:
    """Raises Refused that names the field. Whether the host is public is asked at each sending."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not settings.HOOKS_MAY_BE_PRIVATE:
        raise Refused(Message("the address must start with https://"), field="url")
    if parts.username or parts.password:
        raise Refused(Message("the address must hold no password"), field="url")
    if not happenings or not set(happenings) <= HAPPENINGS.keys():
        raise Refused(Message("choose what it is told of"), field="happenings")


def check_label(label: str, *, by: User, but: int | None = None) -> None:
    """The same label twice would be the same form sent twice."""
    others = Endpoint.objects.filter(provider_id=by.provider_id, label=label.strip())
    if (others.exclude(pk=but) if but else others).exists():
        raise Refused(Message("there is an endpoint of this name already"), field="label")


def say(happening: str, endpoint: Endpoint, *, at: datetime, by: User) -> None:
    journal.record(
        happening,
        str(endpoint.pk),
        provider=endpoint.provider_id,
        at=at,
        by=by,
        details={
            "label": endpoint.label,
            "url": endpoint.url,
            "happenings": endpoint.happenings,
            "is_active": endpoint.is_active,
        },
    )
