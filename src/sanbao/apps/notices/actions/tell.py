"""Telling people and programs of one journal entry, each once."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from sanbao.apps.journal.queries import Entry
from sanbao.apps.notices import queries
from sanbao.apps.notices.actions.queue import queue
from sanbao.apps.notices.facts import HAPPENINGS, NOTICE
from sanbao.apps.notices.models import Channel, Delivery, DeliveryState, Endpoint, Notice

OPEN = (DeliveryState.WAITING, DeliveryState.FAILING)


@transaction.atomic
def tell(entry: Entry, *, at: datetime) -> list[Notice]:
    """Give everybody whom the entry concerns one notice, and put in the queue what has to be sent.

    Run again, or twice at once, it adds nothing: an entry and a person have one notice, and each
    message has one delivery. A message that is in the queue already may be queued again; sending
    looks at its state.
    """
    notices = notify(entry, at=at)
    drafts = [*mails(entry, notices, at=at), *hooks(entry, notices)]
    if drafts:
        for draft in drafts:
            draft.created_at = at
        Delivery.objects.bulk_create(drafts, ignore_conflicts=True)
        queue_all(entry)
    return notices


def notify(entry: Entry, *, at: datetime) -> list[Notice]:
    telling = queries.telling_of(entry)
    if telling is None or not telling.people:
        return []
    preferences = queries.preferences_of(telling.people)
    Notice.objects.bulk_create(
        [
            Notice(
                provider_id=entry.provider_id,
                user=person,
                entry=entry,
                news=telling.news,
                about=telling.about,
                is_urgent=telling.is_urgent,
                is_shown=telling.news in preferences[person.pk].in_app,
                digest_on=digest_day(entry, telling, preferences[person.pk], at=at),
                created_at=entry.at,
            )
            for person in telling.people
        ],
        ignore_conflicts=True,
    )
    rows = Notice.objects.filter(entry=entry).select_related("user__provider")
    return list(rows.order_by("id"))


def digest_day(
    entry: Entry, telling: queries.Telling, preference: queries.Preference, *, at: datetime
) -> date | None:
    """With the mail of which day it goes; None for a mail of its own, or for none."""
    if telling.news not in preference.mail:
        return None
    zone, is_urgent = entry.provider.zone, telling.is_urgent
    return queries.digest_day(preference, zone=zone, is_urgent=is_urgent, at=at)


def mails(entry: Entry, notices: Iterable[Notice], *, at: datetime) -> list[Delivery]:
    """For each person with an address who wants news of this kind by mail: one of its own, or the
    mail of the day, which is there already where earlier news go with it.
    """
    if not settings.SENDS_MAIL:
        return []
    addressed = [notice for notice in notices if notice.user.email]
    preferences = queries.preferences_of(notice.user for notice in addressed)
    return [
        mail(entry, notice, preferences[notice.user_id], at=at)
        for notice in addressed
        if notice.news in preferences[notice.user_id].mail
    ]


def mail(entry: Entry, notice: Notice, preference: queries.Preference, *, at: datetime) -> Delivery:
    row = Delivery(
        provider_id=entry.provider_id, channel=Channel.MAIL, entry=entry, to=notice.user.email
    )
    zone = notice.user.provider.zone
    if notice.digest_on is None:
        row.notice = notice
        row.next_at = queries.quiet_until(preference, zone=zone, is_urgent=notice.is_urgent, at=at)
        return row
    row.reader, row.digest_on = notice.user, notice.digest_on
    row.next_at = queries.digest_out(preference, notice.digest_on, zone=zone)
    return row


def hooks(entry: Entry, notices: Iterable[Notice]) -> list[Delivery]:
    """For each endpoint that is told of the happening, or of notices to whoever chose so."""
    is_told = entry.happening in HAPPENINGS
    if not is_told and not notices:
        return []
    active = queries.active_endpoints(entry.provider_id)
    direct = [one for one in active if is_told and entry.happening in one.happenings]
    drafts = [hook(entry, endpoint, None) for endpoint in direct]
    endpoints = [one for one in active if notices and NOTICE in one.happenings]
    if endpoints:
        preferences = queries.preferences_of(notice.user for notice in notices)
        chosen = [one for one in notices if one.news in preferences[one.user_id].webhook]
        drafts += [hook(entry, endpoint, notice) for notice in chosen for endpoint in endpoints]
    return drafts


def hook(entry: Entry, endpoint: Endpoint, notice: Notice | None) -> Delivery:
    return Delivery(
        provider_id=entry.provider_id,
        channel=Channel.WEBHOOK,
        entry=entry,
        notice=notice,
        endpoint=endpoint,
        to=endpoint.url,
    )


def queue_all(entry: Entry) -> None:
    """Each message that is not out yet, for its time."""
    for row in Delivery.objects.filter(entry=entry, state__in=OPEN, attempts=0).order_by("id"):
        queue(row)
