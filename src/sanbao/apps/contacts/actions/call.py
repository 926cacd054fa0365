"""Calls, as a telephone system tells of them or as somebody writes them down."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.contacts import queries
from sanbao.apps.contacts.actions.begin import start
from sanbao.apps.contacts.actions.move import facts_of, lock, say, take, tell_pages, waits
from sanbao.apps.contacts.facts import CallTold, Incoming, Ring
from sanbao.apps.contacts.models import Channel, Contact, ContactState
from sanbao.rules.contact import MOVES, Step, tell_at


@transaction.atomic
def call(provider: Provider, told: CallTold, *, by: User, at: datetime) -> Contact:
    """What a telephone system tells of one call, in whatever order; told again it changes nothing.

    A call that ends without having been answered was missed.
    """
    incoming = Incoming(
        provider=provider,
        channel=Channel.PHONE,
        key=uuid5(NAMESPACE_URL, f"sanbao:call:{provider.pk}:{told.ref}"),
        ref=told.ref,
        phone=told.number,
        line=queries.line_called(provider.pk, told.line),
    )
    contact = start(incoming, by=by, at=at)
    if told.what == Ring.RINGING:
        if contact.state == ContactState.WAITING:
            tell_pages(contact, "ring")
        return contact
    if told.what == Ring.ANSWERED:
        return answered(contact, told.agent, at=at)
    return ended(contact, by=by, at=at)


def answered(contact: Contact, agent: User | None, *, at: datetime) -> Contact:
    """Whoever answered has it, unless somebody had it before."""
    contact = lock(contact)
    open_ = (ContactState.WAITING, ContactState.MISSED)
    if agent is None or contact.state not in open_ or contact.ended_at is not None:
        return contact
    return take(contact, by=agent, at=at)


def ended(contact: Contact, *, by: User, at: datetime) -> Contact:
    """They hung up. Nobody had it: it was missed, and somebody calls back."""
    contact = lock(contact)
    if contact.ended_at is not None:
        return contact
    contact.ended_at = at
    was = contact.state
    if was != ContactState.WAITING:
        contact.save(update_fields=["ended_at"])
        tell_pages(contact, "contact")
        return contact
    contact.state = MOVES.advance(was, Step.MISS, facts_of(contact, None))
    contact.was_missed = True
    waits(contact, at)
    contact.tell_at = tell_at(contact.channel, at, 0)
    contact.save()
    say("contact.missed", contact, by=by, at=at, was=was)
    return contact


@transaction.atomic
def take_down(incoming: Incoming, said: str, *, by: User, at: datetime) -> Contact:
    """Somebody is on the line: a call written down by whoever answers it, who has it then."""
    from_before = queries.by_key(incoming.provider.pk, incoming.key)
    contact = from_before or start(incoming, by=by, at=at)
    if from_before is not None:
        return contact
    contact = take(contact, by=by, at=at)
    if said.strip():
        note(contact, said, by=by, at=at)
    return contact


def note(contact: Contact, said: str, *, by: User, at: datetime) -> None:
    """What the caller says, in the words of whoever listens; nobody waits because of it."""
    contact.sayings.create(
        side="caller",
        text=said.strip()[:4000],
        key=uuid5(contact.key, "said"),
        said_at=at,
        said_by=by,
    )
