"""Who is on duty."""

from datetime import datetime

from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.contacts.models import Line, Shift


def lines_of(provider_id: int) -> QuerySet[Line]:
    return Line.objects.filter(provider_id=provider_id, is_active=True).order_by("code")


def line_called(provider_id: int, number: str) -> Line | None:
    """The line with that number or code; the only one there is where none is named."""
    lines = list(lines_of(provider_id))
    if not number:
        return lines[0] if len(lines) == 1 else None
    wanted = digits(number)
    for line in lines:
        if line.code == number or (wanted and digits(line.number) == wanted):
            return line
    return None


def digits(number: str) -> str:
    return "".join(letter for letter in number if letter.isdigit())


def lines_on_duty(user: User, *, at: datetime) -> list[Line]:
    """The lines that `user` is on duty for now."""
    rows = Line.objects.filter(
        shifts__person=user, shifts__starts_at__lte=at, shifts__ends_at__gt=at
    )
    return list(rows.distinct())


def on_duty(provider_id: int, *, at: datetime) -> QuerySet[Shift]:
    """Everybody of a company who is on duty now."""
    rows = Shift.objects.filter(
        line__provider_id=provider_id, line__is_active=True, starts_at__lte=at, ends_at__gt=at
    )
    return rows.select_related("line", "person")
