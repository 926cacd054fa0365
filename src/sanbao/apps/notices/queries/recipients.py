"""Who is told of what: one function for each happening that concerns somebody by name or role."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from sanbao.apps.accounts import queries as accounts
from sanbao.apps.accounts.access import Role, User
from sanbao.apps.journal.queries import Entry
from sanbao.apps.notices.facts import PRESSING
from sanbao.apps.notices.models import News
from sanbao.apps.notices.queries.dealer_news import OF_DEALERS
from sanbao.apps.notices.queries.delivery import active_endpoints
from sanbao.apps.notices.queries.money_news import OF_MONEY
from sanbao.apps.notices.queries.telling import Telling as Telling
from sanbao.apps.notices.queries.telling import called_here
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties

ONCE = (
    obligations.ObligationKind.ONE_OFF.value,
    obligations.ObligationKind.CONSEQUENCE.value,
)


def worth_telling(entries: Sequence[Entry]) -> list[Entry]:
    """Of many entries those that are somebody's news, or that an endpoint is told of.

    What comes round with the calendar is raised a thousand at a time and told to nobody.
    """
    listening: dict[int, set[str]] = {}
    found = []
    for entry in entries:
        if entry.provider_id not in listening:
            active = active_endpoints(entry.provider_id)
            listening[entry.provider_id] = {name for one in active for name in one.happenings}
        if entry.happening in listening[entry.provider_id] or is_news(entry):
            found.append(entry)
    return found


def is_news(entry: Entry) -> bool:
    """Whether it may be news to anybody, without looking at what it is about."""
    if entry.happening == "obligation.raised":
        return entry.details.get("kind", "") in ONCE
    return entry.happening in TELLERS


def telling_of(entry: Entry) -> Telling | None:
    """Whom an entry concerns; None where it is nobody's news. Whoever did it knows already."""
    teller = TELLERS.get(entry.happening)
    told = teller(entry) if teller else None
    if told is None:
        return None
    people = {person.pk: person for person in told.people if person.pk != entry.by_id}
    return Telling(told.news, told.about[:160], tuple(people.values()), told.is_urgent)


def obligation_of(entry: Entry) -> obligations.Obligation:
    rows = obligations.Obligation.objects.select_related("owner")
    return rows.get(provider_id=entry.provider_id, code=entry.subject_code)


def warned(entry: Entry) -> Telling:
    """A warning goes to whoever has to keep the promise."""
    obligation = obligation_of(entry)
    due = entry.details.get("due_at")
    left = datetime.fromisoformat(due) - entry.at if due else PRESSING
    people = (*dealers_of(obligation), *owner_of(obligation))
    return Telling(News.WARNING, called(obligation), people, is_urgent=left < PRESSING)


def escalated(entry: Entry) -> Telling:
    """A miss goes to whom the step of the line names."""
    obligation = obligation_of(entry)
    people = tuple(people_at(str(entry.details.get("to", "")), obligation))
    return Telling(News.MISS, called(obligation), people, is_urgent=True)


def lapsed(entry: Entry) -> Telling:
    obligation = obligation_of(entry)
    return Telling(News.MISS, called(obligation), owner_of(obligation), is_urgent=True)


def raised(entry: Entry) -> Telling | None:
    """Whoever is to look after a duty hears of it, where it comes up once.

    The promises of a case stand on its page, and what comes round with the calendar, a thousand at
    a time, is warned of when its time has come.
    """
    if entry.details.get("kind", "") not in ONCE:
        return None
    obligation = obligation_of(entry)
    people = (*dealers_of(obligation), *(owner_of(obligation) if obligation.owner else ()))
    return Telling(News.DUTY, called(obligation), people)


def assigned(entry: Entry) -> Telling:
    """An engineer hears that he is sent."""
    sent = accounts.active_user(str(entry.details.get("username", "")))
    people = (sent,) if sent and sent.provider_id == entry.provider_id else ()
    return Telling(News.DUTY, str(entry.details.get("about", "")), people)


def opened(entry: Entry) -> Telling | None:
    """What comes in from outside is told to the desk; what the desk took up itself is not."""
    if entry.by is not None and not entry.by.has_role(Role.CUSTOMER, Role.DEALER):
        return None
    people = tuple(accounts.holders_of(entry.provider_id, Role.DESK))
    return Telling(News.CASE, str(entry.details.get("about", "")), people)


def complained(entry: Entry) -> Telling:
    """A complaint goes to the dispatchers and the managers, over the heads of all others (P8-9)."""
    told = [
        person
        for role in (Role.DISPATCHER, Role.MANAGER)
        for person in accounts.holders_of(entry.provider_id, role)
        if person.username != entry.details.get("against")
    ]
    is_urgent = entry.details.get("grade") == "grave"
    return Telling(News.CASE, called_here(entry), tuple(told), is_urgent=is_urgent)


def given(entry: Entry) -> Telling:
    """Whoever is to look after a complaint or a suggestion hears of it."""
    owner = accounts.active_user(str(entry.details.get("username", "")))
    people = (owner,) if owner and owner.provider_id == entry.provider_id else ()
    return Telling(News.DUTY, called_here(entry), people)


def suggested(entry: Entry) -> Telling:
    people = tuple(accounts.holders_of(entry.provider_id, Role.MANAGER))
    return Telling(News.CASE, called_here(entry), people)


def died(entry: Entry) -> Telling:
    people = tuple(accounts.holders_of(entry.provider_id, Role.ADMINISTRATOR))
    return Telling(News.FAILURE, str(entry.details.get("to", "")), people)


def expiring(entry: Entry) -> Telling:
    """The end of an agreement is told to who can renew it."""
    people = tuple(accounts.holders_of(entry.provider_id, Role.MANAGER))
    return Telling(News.WARNING, entry.subject_code, people)


def certified(entry: Entry) -> Telling:
    """A certificate is its holder's business, and the managers', who see to the next one."""
    holder = accounts.active_user(str(entry.details.get("username", "")))
    mine = (holder,) if holder and holder.provider_id == entry.provider_id else ()
    people = (*mine, *accounts.holders_of(entry.provider_id, Role.MANAGER))
    news = News.DUTY if entry.happening == "certificate.issued" else News.WARNING
    return Telling(news, str(entry.details.get("about", "")), people)


def unanswered(entry: Entry) -> Telling:
    """Somebody waits: told to those on duty, else to everybody of a role."""
    details = entry.details
    named = [accounts.active_user(name) for name in details.get("people", ())]
    people = tuple(one for one in named if one and one.provider_id == entry.provider_id)
    if role := details.get("role"):
        people = (*people, *accounts.holders_of(entry.provider_id, role))
    return Telling(News.CASE, str(details.get("about", "")), people, is_urgent=True)


def gap(entry: Entry) -> Telling:
    """A line without anybody on duty is the service manager's to fill."""
    people = tuple(accounts.holders_of(entry.provider_id, Role.MANAGER))
    is_here = entry.happening == "line.unstaffed"
    news = News.MISS if is_here else News.WARNING
    return Telling(news, str(entry.details.get("about", "")), people, is_urgent=is_here)


def moved_up(entry: Entry) -> Telling:
    """Whoever waited for a place on a training hears that he has one."""
    person = accounts.active_user(str(entry.details.get("username", "")))
    people = (person,) if person and person.provider_id == entry.provider_id else ()
    return Telling(News.DUTY, str(entry.details.get("about") or entry.subject_code), people)


def unfit(entry: Entry) -> Telling:
    """A certificate that ends before the visit: whoever sends has to send somebody else."""
    going = accounts.active_user(str(entry.details.get("username", "")))
    here = (going,) if going and going.provider_id == entry.provider_id else ()
    senders = (
        person
        for role in (Role.DISPATCHER, Role.MANAGER)
        for person in accounts.holders_of(entry.provider_id, role)
    )
    return Telling(News.WARNING, str(entry.details.get("about", "")), (*here, *senders))


TELLERS: Mapping[str, Callable[[Entry], Telling | None]] = {
    **OF_DEALERS,
    **OF_MONEY,
    "agreement.expiring": expiring,
    "agreement.ended": expiring,
    "certificate.issued": certified,
    "certificate.revoked": certified,
    "certificate.expiring": certified,
    "certificate.expired": certified,
    "session.moved_up": moved_up,
    "visit.unfit": unfit,
    "obligation.warned": warned,
    "obligation.escalated": escalated,
    "obligation.lapsed": lapsed,
    "obligation.raised": raised,
    "workorder.assigned": assigned,
    "workorder.joined": assigned,
    "workorder.left": assigned,
    "case.opened": opened,
    "contact.unanswered": unanswered,
    "contact.mail_refused": unanswered,
    "contact.rated_badly": unanswered,
    "line.gap_ahead": gap,
    "line.unstaffed": gap,
    "complaint.opened": complained,
    "complaint.reopened": complained,
    "complaint.assigned": given,
    "suggestion.received": suggested,
    "suggestion.assigned": given,
    "delivery.died": died,
}


def called(obligation: obligations.Obligation) -> str:
    return obligation.subject_label or obligation.subject_code


def people_at(to: str, obligation: obligations.Obligation) -> Iterable[User]:
    """Whom a step of the line means (a key of rules.warning.TOLD)."""
    if to == "owner":
        return owner_of(obligation)
    if to == "station":
        return parties.users_of_station(obligation.provider_id, obligation.station)
    if to == "dealer":
        return parties.users_of_dealer(obligation.provider_id, obligation.dealer)
    return accounts.holders_of(obligation.provider_id, to)


def owner_of(obligation: obligations.Obligation) -> tuple[User, ...]:
    """Whoever looks after it; else the people of its station, else the dispatchers."""
    owner = obligation.owner
    if owner is not None and owner.is_active:
        return (owner,)
    provider_id = obligation.provider_id
    people = (
        tuple(parties.users_of_station(provider_id, obligation.station))
        if obligation.station
        else ()
    )
    return people or tuple(accounts.holders_of(provider_id, Role.DISPATCHER))


def dealers_of(obligation: obligations.Obligation) -> tuple[User, ...]:
    """The dealer's people, where the dealer owes it."""
    if obligation.owed_by != obligations.Obligor.DEALER or not obligation.dealer:
        return ()
    return tuple(parties.users_of_dealer(obligation.provider_id, obligation.dealer))
