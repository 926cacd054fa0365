"""Telling people and programs of one journal entry, each once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.journal.queries import Entry
from sanbao.apps.notices import queries
from sanbao.apps.notices.actions.queue import queue
from sanbao.apps.notices.facts import HAPPENINGS, NOTICE
from sanbao.apps.notices.models import Channel, Delivery, DeliveryState, Endpoint, Notice

OPEN = (DeliveryState.WAITING, DeliveryState.FAILING)


@dataclass(frozen=True, slots=True)
class News:
    """What people and programs are to be told of one entry."""

    entry: Entry
    telling: queries.Telling | None
    notices: list[Notice]


def tell(entry: Entry, *, at: datetime) -> list[Notice]:
    """`tell_all` of one entry."""
    return tell_all([entry], at=at)


@transaction.atomic
def tell_all(entries: Sequence[Entry], *, at: datetime) -> list[Notice]:
    """Give everybody whom an entry concerns one notice, and put in the queue what has to be sent.

    Run again, or twice at once, it adds nothing: an entry and a person have one notice, and each
    message has one delivery. A message that is in the queue already may be queued again; sending
    looks at its state. The statements do not grow with the entries.
    """
    told = notify(entries, at=at)
    listening = {pk: queries.active_endpoints(pk) for pk in {one.provider_id for one in entries}}
    drafts = [
        draft
        for news in told
        for draft in (
            *mails(news.entry, news.notices, at=at),
            *hooks(news.entry, news.notices, listening[news.entry.provider_id]),
        )
    ]
    if drafts:
        for draft in drafts:
            draft.created_at = at
        Delivery.objects.bulk_create(drafts, ignore_conflicts=True)
        queue_all({draft.entry_id for draft in drafts})
    return [notice for news in told for notice in news.notices]


def notify(entries: Sequence[Entry], *, at: datetime) -> list[News]:
    """The notices of each entry, written where they are not there yet."""
    told = [News(entry, queries.telling_of(entry), []) for entry in entries]
    people = [person for news in told if news.telling for person in news.telling.people]
    if not people:
        return told
    preferences = queries.preferences_of(people)
    drafts = [
        draft(news.entry, news.telling, person, preferences[person.pk], at=at)
        for news in told
        if news.telling
        for person in news.telling.people
    ]
    Notice.objects.bulk_create(drafts, ignore_conflicts=True)
    by_entry = {news.entry.pk: news.notices for news in told}
    rows = Notice.objects.filter(entry__in={notice.entry_id for notice in drafts})
    for notice in rows.select_related("user__provider").order_by("id"):
        by_entry[notice.entry_id].append(notice)
    return told


def draft(
    entry: Entry,
    telling: queries.Telling,
    person: User,
    preference: queries.Preference,
    *,
    at: datetime,
) -> Notice:
    return Notice(
        provider_id=entry.provider_id,
        user=person,
        entry=entry,
        news=telling.news,
        about=telling.about,
        is_urgent=telling.is_urgent,
        is_shown=telling.news in preference.in_app,
        digest_on=digest_day(entry, telling, preference, at=at),
        created_at=entry.at,
    )


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


def hooks(entry: Entry, notices: Iterable[Notice], active: Sequence[Endpoint]) -> list[Delivery]:
    """For each endpoint that is told of the happening, or of notices to whoever chose so."""
    is_told = entry.happening in HAPPENINGS
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


def queue_all(entry_ids: Collection[int]) -> None:
    """Each message that is not out yet, for its time."""
    waiting = Delivery.objects.filter(entry__in=entry_ids, state__in=OPEN, attempts=0)
    for row in waiting.order_by("id"):
        queue(row)
