"""A contact begins, goes on when its caller says more, and is answered."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.contacts import queries
from sanbao.apps.contacts.actions.move import (
    HELD,
    WAITS,
    facts_of,
    let_go,
    lock,
    say,
    tell_pages,
    waits,
    waits_no_more,
)
from sanbao.apps.contacts.actions.outgoing import id_for, queue
from sanbao.apps.contacts.facts import PREFIX, Incoming
from sanbao.apps.contacts.models import Contact, Saying, Side
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.rules.contact import MOVES, Step
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

LONGEST = 4000
MAIL_LONGEST = 100_000


def start(incoming: Incoming, *, by: User | None, at: datetime) -> Contact:
    """Take it in; the same key, or the same ref of a channel, is the same contact."""
    if found := known(incoming):
        return found
    try:
        with transaction.atomic():
            return begun(incoming, by=by, at=at)
    except IntegrityError:
        # Sent twice at the same moment: the other one has just begun it.
        if found := known(incoming):
            return found
        raise


def known(incoming: Incoming) -> Contact | None:
    rows = Contact.objects.filter(provider=incoming.provider)
    if found := rows.filter(key=incoming.key).first():
        return found
    if not incoming.ref:
        return None
    return rows.filter(channel=incoming.channel, ref=incoming.ref).first()


def begun(incoming: Incoming, *, by: User | None, at: datetime) -> Contact:
    on = at.astimezone(ZoneInfo(incoming.provider.zone)).date()
    contact = Contact(
        provider=incoming.provider,
        code=journal.next_code(PREFIX, provider=incoming.provider, on=on),
        key=incoming.key,
        ref=incoming.ref,
        channel=incoming.channel,
        line=incoming.line,
        name=incoming.name.strip()[:60],
        phone=incoming.phone.strip()[:30],
        address=incoming.address.strip()[:254],
        subject=incoming.subject.strip()[:160],
        visitor=incoming.visitor,
        case_code=incoming.case_code,
        follows=incoming.follows,
        user=incoming.user,
        asset=incoming.asset,
        customer=recognised(incoming),
        started_at=at,
    )
    waits(contact, at)
    if contact.channel == "phone":
        contact.tell_at = None  # it rings: somebody is told once it was missed
    contact.save()
    say("contact.started", contact, by=by, at=at, was="")
    return contact


def recognised(incoming: Incoming) -> parties.Customer | None:
    """Who it is, where that is plain: by sign-in or unit, else by number or mail if only one
    customer has it.
    """
    if incoming.customer is not None:
        return incoming.customer
    provider_id = incoming.provider.pk
    if incoming.phone:
        found = queries.customers_at(provider_id, incoming.phone)
    else:
        found = queries.customers_by_mail(provider_id, incoming.address)
    return found[0] if len(found) == 1 else None


@transaction.atomic
def write(
    contact: Contact,
    text: str,
    *,
    message_id: str = "",
    key: UUID,
    by: User | None,
    at: datetime,
) -> Saying:
    """The caller says something: it waits for an answer; what was over goes on."""
    contact = lock(contact)
    if said := Saying.objects.filter(key=key, contact=contact).first():
        return said
    was = contact.state
    contact.state = MOVES.advance(was, Step.WRITE, facts_of(contact, None))
    if contact.done_at is not None:
        contact.came_again, contact.is_first = True, False
        contact.is_price = False  # what is asked now may be anything
        contact.done_at = contact.done_by = None
        let_go(contact)
    waits(contact, at)
    over = ("came_again", "is_first", "is_price", "done_at", "done_by")
    said = put(contact, Side.CALLER, text, message_id=message_id, key=key, by=by, at=at)
    contact.seen_by_caller = said.pk
    contact.save(update_fields=["state", "seen_by_caller", *over, *HELD, *WAITS])
    if was != contact.state:
        say("contact.came_again", contact, by=by, at=at, was=was)
    tell_pages(contact, "said")
    return said


@transaction.atomic
def reply(contact: Contact, text: str, *, key: UUID, by: User, at: datetime) -> Saying:
    """We answer; only whoever has the contact may. The first answer is on record (P3-2.2)."""
    contact = lock(contact)
    if said := Saying.objects.filter(key=key, contact=contact).first():
        return said
    was = contact.state
    contact.state = MOVES.advance(was, Step.REPLY, facts_of(contact, by))
    said = put(contact, Side.US, text, message_id=id_for(contact), key=key, by=by, at=at)
    queue(said)
    contact.seen = said.pk
    is_first = contact.answered_at is None
    if is_first:
        contact.answered_at, contact.answered_by = at, by
    waits_no_more(contact)
    contact.save(update_fields=["state", "seen", "answered_at", "answered_by", *WAITS])
    if is_first:
        seconds = int((at - contact.started_at).total_seconds())
        say("contact.answered", contact, by=by, at=at, was=was, seconds=seconds)
    tell_pages(contact, "said")
    return said


def put(
    contact: Contact,
    side: str,
    text: str,
    *,
    message_id: str,
    key: UUID,
    by: User | None,
    at: datetime,
) -> Saying:
    text = text.replace("\x00", "").strip()
    if not text:
        raise Refused(Message("write something first"), field="text")
    longest = MAIL_LONGEST if contact.channel == "mail" else LONGEST
    if len(text) > longest:
        too_long = Message("at most %(most)d characters", {"most": longest})
        raise Refused(too_long, field="text")
    return Saying.objects.create(
        contact=contact,
        side=side,
        text=text,
        message_id=message_id,
        key=key,
        said_at=at,
        said_by=by,
    )


@transaction.atomic
def note_read(contact: Contact, *, upto: int, by_caller: bool) -> None:
    """Everything up to a saying has been seen; never less than before."""
    field = "seen_by_caller" if by_caller else "seen"
    rows = Contact.objects.filter(pk=contact.pk, **{f"{field}__lt": upto})
    rows.update(**{field: upto})
