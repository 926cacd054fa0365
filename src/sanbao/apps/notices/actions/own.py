"""What a person does with what is his own: reading, choosing, and the address of his calendar."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.queries import digest_of
from sanbao.apps.notices.models import FeedToken, MailRhythm, News, Notice, Preference
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a person wants to hear: kinds of news by channel, quiet hours, the language of mails.

    mail_rhythm: a MailRhythm. digest_at: when the mail of a day comes, where there is one.
    """

    in_app: Sequence[str]
    mail: Sequence[str]
    webhook: Sequence[str]
    quiet_from: time | None
    quiet_until: time | None
    urgent_passes: bool
    language: str
    mail_rhythm: str = MailRhythm.AT_ONCE
    digest_at: time = time(8)


def read(pk: int, *, user: User, at: datetime) -> bool:
    """Mark one's own notice as read. False when it was read before."""
    return Notice.objects.filter(pk=pk, user=user, read_at__isnull=True).update(read_at=at) == 1


def read_all(user: User, *, upto: int, at: datetime) -> int:
    """Mark as read what stood there when the list was shown. upto: the newest notice shown."""
    unread = Notice.objects.filter(user=user, is_shown=True, read_at__isnull=True, pk__lte=upto)
    return unread.update(read_at=at)


@transaction.atomic
def choose(user: User, chosen: Chosen) -> Preference:
    """Keep how a person wants to hear. Raises Refused that names the field."""
    if (chosen.quiet_from is None) != (chosen.quiet_until is None):
        field = "quiet_until" if chosen.quiet_until is None else "quiet_from"
        raise Refused(Message("quiet hours need both times"), field=field)
    for field in ("in_app", "mail", "webhook"):
        if not set(getattr(chosen, field)) <= set(News.values):
            raise Refused(Message("there is no such kind of news"), field=field)
    if chosen.mail_rhythm not in MailRhythm.values:
        raise Refused(Message("there is no such rhythm"), field="mail_rhythm")
    if chosen.language not in dict(settings.LANGUAGES):
        raise Refused(Message("there is no such language"), field="language")
    row, _is_new = Preference.objects.update_or_create(
        user=user,
        defaults={
            "in_app": sorted(chosen.in_app),
            "mail": sorted(chosen.mail),
            "webhook": sorted(chosen.webhook),
            "quiet_from": chosen.quiet_from,
            "quiet_until": chosen.quiet_until,
            "urgent_passes": chosen.urgent_passes,
            "language": chosen.language,
            "mail_rhythm": chosen.mail_rhythm,
            "digest_at": chosen.digest_at,
        },
    )
    return row


@transaction.atomic
def make_feed(user: User, *, at: datetime) -> str:
    """A new address of one's calendar; the text is shown once, and an older address ends."""
    User.objects.select_for_update().only("pk").get(pk=user.pk)
    revoke_feed(user, at=at)
    text = secrets.token_urlsafe(32)
    FeedToken.objects.create(user=user, digest=digest_of(text), created_at=at)
    return text


def revoke_feed(user: User, *, at: datetime) -> bool:
    """End the address of one's calendar. False when there is none."""
    live = FeedToken.objects.filter(user=user, revoked_at__isnull=True)
    return live.update(revoked_at=at) == 1


def note_use(feed: FeedToken, *, at: datetime) -> None:
    """Remember when a calendar was fetched, at most once a minute, so that reads stay reads."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - timedelta(minutes=1))
    FeedToken.objects.filter(stale, pk=feed.pk).update(last_used_at=at)
