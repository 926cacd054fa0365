"""A person's notices as pages, mails and the API show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import translation

from sanbao.apps.accounts.access import User
from sanbao.apps.notices.models import Notice
from sanbao.apps.notices.queries import words

# Beyond this the bell says "99+": counting further would read further.
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One notice in words. address: of the page of its subject, "" where there is none."""

    notice: Notice
    title: str
    about: str
    lines: tuple[str, ...]
    address: str

    @property
    def is_unread(self) -> bool:
        return self.notice.read_at is None


def notices_for(user: User) -> QuerySet[Notice]:
    """One's own, as they stand under the bell."""
    return Notice.objects.filter(user=user, is_shown=True).select_related("entry")


def unread_for(user: User) -> QuerySet[Notice]:
    return notices_for(user).filter(read_at__isnull=True)


def unread_count(user: User) -> int:
    """How many are unread, from their partial index, counted to COUNTED at most."""
    rows = Notice.objects.filter(user=user, is_shown=True, read_at__isnull=True)
    return rows[:COUNTED].count()


def rows_of(notices: Iterable[Notice], *, user: User) -> list[Row]:
    return [row_of(notice, user=user) for notice in notices]


def row_of(notice: Notice, *, user: User) -> Row:
    """In the language of whoever asks."""
    entry = notice.entry
    return Row(
        notice=notice,
        title=words.title_of(entry),
        about=notice.about or entry.subject_code,
        lines=tuple(words.lines_of(entry, zone=user.provider.zone)),
        address=words.address_of(entry, user),
    )


def row_in(language: str, notice: Notice, *, user: User) -> Row:
    """In the language that the person chose for mails."""
    with translation.override(language):
        return row_of(notice, user=user)


def digest_rows(language: str, user: User, *, on: date) -> list[Row]:
    """What goes with a person's mail of a day, in the order in which it happened."""
    notices = Notice.objects.filter(user=user, digest_on=on).select_related("entry")
    with translation.override(language):
        return rows_of(notices.order_by("id"), user=user)
