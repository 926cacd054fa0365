"""Who is told of what happens on the dealer's side."""

from collections.abc import Callable, Mapping

from sanbao.apps.accounts.access import Role
from sanbao.apps.journal.queries import Entry
from sanbao.apps.notices.models import News
from sanbao.apps.notices.queries.telling import Telling, called_here, holders
from sanbao.apps.parties import queries as parties


def of_dealer(entry: Entry) -> Telling:
    """A change at a dealer is told to who runs the dealers' service (P2-2.2)."""
    return Telling(News.DUTY, called_here(entry), holders(entry, Role.MANAGER, Role.MARKETING))


def failed(entry: Entry) -> Telling:
    """A major failure is told at once to who looks into it, and to the dealer's people (P2-2.4)."""
    dealers = parties.users_of_dealer(entry.provider_id, str(entry.details.get("dealer", "")))
    people = (*holders(entry, Role.MANAGER, Role.QUALITY), *dealers)
    return Telling(News.CASE, called_here(entry), people, is_urgent=True)


def account_proposed(entry: Entry) -> Telling:
    """A second person is asked for: somebody who pays."""
    return Telling(News.DUTY, called_here(entry), holders(entry, Role.MANAGER, Role.FINANCE))


def to_dealer(entry: Entry) -> Telling:
    """What the company has done about a dealer is told to its people."""
    people = parties.users_of_dealer(entry.provider_id, str(entry.details.get("dealer", "")))
    return Telling(News.DUTY, called_here(entry), tuple(people))


def order_refused(entry: Entry) -> Telling:
    """Somebody else has to be sent, at once."""
    people = holders(entry, Role.MANAGER, Role.DISPATCHER)
    return Telling(News.MISS, called_here(entry), people, is_urgent=True)


OF_DEALERS: Mapping[str, Callable[[Entry], Telling | None]] = {
    "dealer.order_sent": to_dealer,
    "dealer.awarded": to_dealer,
    "dealer.territory_moved": to_dealer,
    "dealer.order_withdrawn": to_dealer,
    "dealer.order_refused": order_refused,
    "dealer.staff_named": of_dealer,
    "dealer.staff_ended": of_dealer,
    "dealer.staff_told": of_dealer,
    "dealer.shortfall_declared": to_dealer,
    "dealer.failure_opened": failed,
    "dealer.failure_reported": failed,
    "dealer.survey_opened": to_dealer,
    "dealer.account_proposed": account_proposed,
    "dealer.account_confirmed": to_dealer,
    "dealer.account_withdrawn": to_dealer,
}
