"""How people want to hear."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sanbao.apps.accounts.access import User
from sanbao.apps.notices.models import News, Preference
from sanbao.rules.quiet import QuietHours

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
