"""Who is told of what happens to a dealer's sheets and statements, and in which words."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.journal.queries import Entry
from sanbao.apps.notices.models import News
from sanbao.apps.notices.queries.telling import Telling, holders
from sanbao.apps.parties import queries as parties

PAGES: Mapping[str, str] = {
    "statement": "settlements:statement",
    "dispute": "settlements:dispute",
    "sheet": "claims:sheet",
    "penalty": "claims:penalty",
}
WORDS: Mapping[str, Promise] = {
    "run.ended": _("The statements are drawn up and wait for the marketing manager"),
    "statement.made": _("Your statement is drawn up"),
    "statement.endorsed": _("A statement waits for finance"),
    "statement.sent_back": _("Finance has sent a statement back"),
    "statement.approved": _("A statement is approved and is paid next"),
    "statement.paid": _("A statement is paid"),
    "statement.bounced": _("The bank has refused a payment"),
    "dispute.raised": _("A dealer contests a statement"),
    "dispute.granted": _("Your dispute is granted"),
    "dispute.rejected": _("Your dispute is rejected"),
    "sheet.returned": _("A repair sheet is sent back to be completed"),
    "sheet.refused": _("The payment of a repair sheet is refused"),
    "penalty.confirmed": _("A false item costs a fine; you may dispute it"),
    "penalty.disputed": _("A dealer disputes a fine"),
    "penalty.upheld": _("The fine stands after your dispute"),
    "penalty.dropped": _("A fine is dropped"),
}
DONE, NOTHING_DUE, YEAR_END = "done", "nothing_due", "year_end"


def dealers(entry: Entry) -> tuple[User, ...]:
    """Those of the dealer who read its money; its engineers do not."""
    people = parties.users_of_dealer(entry.provider_id, str(entry.details.get("dealer", "")))
    return tuple(person for person in people if person.has_role(Role.DEALER))


def called(entry: Entry) -> str:
    """By its number, and the month that it is about."""
    return " ".join(filter(None, (entry.subject_code, str(entry.details.get("period", "")))))


def drawn_up(entry: Entry) -> Telling | None:
    """A run makes thousands: who approves them hears once, and only of one that came to its end."""
    if entry.now != DONE or not entry.details.get("statements"):
        return None
    month = str(entry.details.get("month", ""))
    about = month[:4] if entry.details.get("kind") == YEAR_END else month
    return Telling(News.DUTY, about, holders(entry, Role.MARKETING))


def to_dealer(entry: Entry) -> Telling:
    return Telling(News.DUTY, called(entry), dealers(entry))


def made(entry: Entry) -> Telling | None:
    """A month in which nothing is due is on record, and no news."""
    return None if entry.now == NOTHING_DUE else to_dealer(entry)


def sent_back(entry: Entry) -> Telling:
    """It is not paid until the dealer has mended it, or is not paid at all."""
    return Telling(News.WARNING, called(entry), dealers(entry))


def to_finance(entry: Entry) -> Telling:
    return Telling(News.DUTY, called(entry), holders(entry, Role.FINANCE))


def to_marketing(entry: Entry) -> Telling:
    return Telling(News.DUTY, called(entry), holders(entry, Role.MARKETING))


def approved(entry: Entry) -> Telling:
    """Somebody else at finance pays it next; the dealer may look forward to it."""
    return Telling(News.DUTY, called(entry), (*holders(entry, Role.FINANCE), *dealers(entry)))


def bounced(entry: Entry) -> Telling:
    """The account may be wrong: the dealer names another one, finance sends it again."""
    people = (*holders(entry, Role.FINANCE), *dealers(entry))
    return Telling(News.WARNING, called(entry), people)


def disputed(entry: Entry) -> Telling:
    """Whoever decides about it."""
    return Telling(News.DUTY, called(entry), holders(entry, Role.MANAGER, Role.FINANCE))


def fine_disputed(entry: Entry) -> Telling:
    """Whoever confirms fines."""
    return Telling(News.DUTY, called(entry), holders(entry, Role.MANAGER, Role.MARKETING))


OF_MONEY: Mapping[str, Callable[[Entry], Telling | None]] = {
    "run.ended": drawn_up,
    "statement.made": made,
    "statement.endorsed": to_finance,
    "statement.sent_back": to_marketing,
    "statement.approved": approved,
    "statement.paid": to_dealer,
    "statement.bounced": bounced,
    "dispute.raised": disputed,
    "dispute.granted": to_dealer,
    "dispute.rejected": to_dealer,
    "sheet.returned": sent_back,
    "sheet.refused": sent_back,
    "penalty.confirmed": sent_back,
    "penalty.disputed": fine_disputed,
    "penalty.upheld": to_dealer,
    "penalty.dropped": to_dealer,
}
