"""A chat from its caller's side: a customer who has signed in, or a visitor without an account."""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.contacts.actions.begin import start, write
from sanbao.apps.contacts.actions.move import lock, say
from sanbao.apps.contacts.facts import (
    CHATS_PER_ADDRESS,
    LOOKING_BACK,
    SAYINGS_PER_MINUTE,
    Incoming,
)
from sanbao.apps.contacts.models import Contact, Saying, Side
from sanbao.rules.contact import BAD, goes_on
from sanbao.rules.form import SCALE
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """One message. key: made when the form was shown; the same key again is the same message."""

    text: str
    key: UUID


def digest(address: str) -> str:
    """Keyed, so that no table holds an address that somebody could read back."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"chat:{address}".encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def ask(
    contact: Contact | None, incoming: Incoming, asked: Asked, *, by: User | None, at: datetime
) -> Contact:
    """Say something in `contact`, or begin one with it; one that has been over for a while is not
    opened again, a new one follows on it. Refused to whoever sends too much.
    """
    if contact is not None:
        contact = lock(contact)
        if not goes_on(contact.channel, contact.done_at, at):
            incoming, contact = following(contact, incoming), None
    if contact is None:
        not_too_many_chats(incoming, at)
        contact = start(incoming, by=by, at=at)
    not_too_fast(contact, at)
    write(contact, asked.text, key=uuid5(contact.key, str(asked.key)), by=by, at=at)
    return contact


def following(contact: Contact, incoming: Incoming) -> Incoming:
    """The same caller again: who it is need not be asked a second time."""
    return replace(
        incoming,
        name=incoming.name or contact.name,
        phone=incoming.phone or contact.phone,
        customer=incoming.customer or contact.customer,
        asset=incoming.asset or contact.asset,
        follows=contact,
    )


@transaction.atomic
def rate(
    contact: Contact, satisfaction: int, opinion: str, *, by: User | None, at: datetime
) -> Contact:
    """What its caller thinks of a chat that is over, once (P3-2.5). A bad word reaches the
    service manager.
    """
    contact = lock(contact)
    if contact.rated_at is not None:
        return contact
    if contact.done_at is None:
        raise Refused(Message("the chat is not over yet"))
    if str(satisfaction) not in SCALE:
        raise Refused(Message("choose from 1 to 5"), field="satisfaction")
    contact.satisfaction, contact.opinion, contact.rated_at = satisfaction, opinion.strip(), at
    contact.save(update_fields=["satisfaction", "opinion", "rated_at"])
    happening = "contact.rated_badly" if satisfaction <= BAD else "contact.rated"
    details = {"satisfaction": satisfaction, "opinion": contact.opinion[:200]}
    say(happening, contact, by=by, at=at, was=contact.state, role=Role.MANAGER.value, **details)
    return contact


def not_too_many_chats(incoming: Incoming, at: datetime) -> None:
    if not incoming.visitor:
        return
    fresh = Contact.objects.filter(visitor=incoming.visitor, started_at__gt=at - LOOKING_BACK)
    if fresh.count() >= CHATS_PER_ADDRESS:
        raise Refused(
            Message(
                "too many chats have been begun from here; call the hotline, "
                "or try again in an hour"
            )
        )


def not_too_fast(contact: Contact, at: datetime) -> None:
    since = at - timedelta(minutes=1)
    fresh = Saying.objects.filter(contact=contact, side=Side.CALLER, said_at__gt=since)
    if fresh.count() >= SAYINGS_PER_MINUTE:
        raise Refused(Message("too many messages in a minute; wait a moment"), field="text")
