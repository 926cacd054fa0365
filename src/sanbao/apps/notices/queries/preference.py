"""How people want to hear."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import User
from sanbao.apps.notices.facts import CLOSES_BEFORE
from sanbao.apps.notices.models import MailRhythm, News, Preference
from sanbao.rules.quiet import QuietHours, next_time

BY_MAIL = (News.WARNING.value, News.MISS.value, News.FAILURE.value)


def default_of(user: User) -> Preference:
    """Everything under the bell, what presses by mail too, at any hour."""
    return Preference(user=user, in_app=list(News.values), mail=list(BY_MAIL), webhook=[])


def preference_of(user: User) -> Preference:
    """What the person chose, else the defaults, not saved."""
    return Preference.objects.filter(user=user).first() or default_of(user)


def preferences_of(users: Iterable[User]) -> dict[int, Preference]:
    """For each person, in one query."""
    people = {user.pk: user for user in users}
    chosen = {row.user_id: row for row in Preference.objects.filter(user__in=people)}
    return {pk: chosen.get(pk) or default_of(user) for pk, user in people.items()}


def quiet_until(
    preference: Preference, *, zone: str, is_urgent: bool, at: datetime
) -> datetime | None:
    """When a mail may go out, if not now: the end of the person's quiet hours."""
    if preference.quiet_from is None or preference.quiet_until is None:
        return None
    if is_urgent and preference.urgent_passes:
        return None
    hours = QuietHours(preference.quiet_from, preference.quiet_until)
    return hours.over_at(at, zone=ZoneInfo(zone))


def digest_day(preference: Preference, *, zone: str, is_urgent: bool, at: datetime) -> date | None:
    """The day with whose mail news go that are told at `at`; None where they have one of their own.

    What is urgent has its own where the person lets it pass. News told just before the mail goes
    out go with the next: it may be being written already.
    """
    if preference.mail_rhythm != MailRhythm.DAILY or (is_urgent and preference.urgent_passes):
        return None
    local = ZoneInfo(zone)
    due = next_time(at + CLOSES_BEFORE, preference.digest_at, zone=local)
    return due.astimezone(local).date()


def digest_out(preference: Preference, on: date, *, zone: str) -> datetime:
    """When the mail of a day goes out: at the person's time, or once its quiet hours are over."""
    due = datetime.combine(on, preference.digest_at, ZoneInfo(zone))
    return quiet_until(preference, zone=zone, is_urgent=False, at=due) or due
