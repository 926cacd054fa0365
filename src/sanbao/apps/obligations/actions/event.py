"""Events that no page knows of yet: told by hand, they make owed what follows them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations.actions.daily import dealer_subject, dealers_of
from sanbao.apps.obligations.actions.oneoff import raise_one_off
from sanbao.apps.obligations.actions.subject import Subject
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.terms import After, OneOff


@dataclass(frozen=True, slots=True)
class Event:
    """What happened when. subject: ("dealer", its number), ("asset", serial) ..., or None for each
    dealer of the agreement. period: which event it was, where there are several of a kind.
    """

    after: After
    on: date | datetime
    subject: tuple[str, str] | None = None
    period: str = ""


@transaction.atomic
def tell_event(
    agreement: agreements.Agreement, event: Event, *, at: datetime, by: User
) -> list[Obligation]:
    """Raise what the agreement owes after the event; told again, it raises nothing more.

    Raises Refused where the agreement is not in force that day, or owes nothing after such events.
    """
    day = china_day(event.on) if isinstance(event.on, datetime) else event.on
    version = agreements.version_in_force(agreement, on=min(day, china_day(at)))
    if version is None:
        raise Refused(Message("the agreement is not in force on that day"), field="on")
    terms = agreements.terms(version).terms
    if not any(isinstance(term, OneOff) and term.after is event.after for term in terms):
        raise Refused(Message("nothing is owed after such an event"), field="event")
    raised = [
        row
        for subject in subjects_of(agreement, event)
        for row in raise_one_off(
            version,
            event.after,
            subject,
            on_day_or_at=event.on,
            at=at,
            by=by,
            period=event.period,
        )
    ]
    journal.record(
        "agreement.event_told",
        agreement.code,
        provider=agreement.provider_id,
        at=at,
        by=by,
        details={"event": str(event.after), "on": event.on.isoformat(), "period": event.period},
    )
    return raised


def subjects_of(agreement: agreements.Agreement, event: Event) -> list[Subject]:
    heads = parties.heads_of(agreement.provider_id)
    if event.subject is None or event.subject[0] == "dealer":
        dealers = [
            dealer
            for dealer in dealers_of(agreement)
            if event.subject is None or dealer.code == event.subject[1]
        ]
        if not dealers:
            raise Refused(Message("there is no such dealer"), field="subject")
        return [dealer_subject(dealer, None, heads) for dealer in dealers]
    kind, code = event.subject
    customer = code if kind == "customer" else ""
    return [Subject(kind, code, label=code, customer=customer, owner=heads.manager)]
