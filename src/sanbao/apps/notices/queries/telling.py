"""What an entry is to people, and what the functions that tell of one share."""

from dataclasses import dataclass

from sanbao.apps.accounts import queries as accounts
from sanbao.apps.accounts.access import User
from sanbao.apps.journal.queries import Entry
from sanbao.apps.notices.models import News


@dataclass(frozen=True, slots=True)
class Telling:
    """What an entry is to people: which kind of news, about what, and who they are."""

    news: News
    about: str
    people: tuple[User, ...]
    is_urgent: bool = False


def holders(entry: Entry, *roles: str) -> tuple[User, ...]:
    return tuple(
        person for role in roles for person in accounts.holders_of(entry.provider_id, role)
    )


def called_here(entry: Entry) -> str:
    return str(entry.details.get("about") or entry.subject_code)
