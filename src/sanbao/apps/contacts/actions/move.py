"""The moves of a contact. Each locks its row, asks the rules, saves, says so, tells the pages."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.contacts.facts import chat_topic, topic_of
from sanbao.apps.contacts.models import Contact, ContactState
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.rules.contact import MOVES, Facts, Step, Way, is_solved_at_first, tell_at
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

# The manager answers prices too, as with cases (desk.actions.ANSWERS_PRICES).
ANSWERS_PRICES = (Role.SALES, Role.MANAGER)
WAITS = ("waits_since", "tell_at", "told")
HELD = ("held_at", "held_by")


row = held(Contact, "held_by", "provider")


def lock(contact: Contact) -> Contact:
    """The contact as it stands now, held until the transaction ends."""
    return row(contact.pk)


def facts_of(contact: Contact, by: User | None, *, answer: str = "") -> Facts:
    holder = contact.held_by
    is_mine = holder is not None and by is not None and holder.pk == by.pk
    return Facts(
        held_by="" if holder is None or is_mine else str(holder),
        is_mine=is_mine,
        is_about_price=contact.is_price,
        is_sales=by is not None and by.has_role(*ANSWERS_PRICES),
        may_free=by is not None and by.has_role(Role.MANAGER),
        answer=answer,
    )


def waits(contact: Contact, since: datetime) -> None:
    """From `since` on somebody waits for a word of ours; what waits already goes on waiting."""
    if contact.waits_since is None:
        contact.waits_since, contact.told = since, 0
        contact.tell_at = tell_at(contact.channel, since, 0)


def waits_no_more(contact: Contact) -> None:
    contact.waits_since, contact.tell_at, contact.told = None, None, 0


def let_go(contact: Contact) -> None:
    contact.held_at = contact.held_by = None


def say(
    happening: str, contact: Contact, *, by: User | None, at: datetime, was: str, **details: Any
) -> None:
    """One entry of the journal, and a word to every page that shows the contact."""
    journal.record(
        happening,
        contact.code,
        provider=contact.provider_id,
        at=at,
        by=by,
        was=was,
        now=contact.state,
        details={"channel": contact.channel, "about": called(contact), **details},
    )
    tell_pages(contact, "contact")


def called(contact: Contact) -> str:
    return contact.name or contact.phone or contact.address or contact.code


def tell_pages(contact: Contact, event: str) -> None:
    journal.announce(topic_of(contact.provider_id), event, contact.code)
    journal.announce(chat_topic(contact.provider_id, contact.code), event, contact.code)


@transaction.atomic
def take(contact: Contact, *, by: User, at: datetime) -> Contact:
    """Whoever opens it first has it; taken again by the same it stays as it is."""
    contact = lock(contact)
    was = contact.state
    contact.state = MOVES.advance(was, Step.TAKE, facts_of(contact, by))
    if contact.held_by_id == by.pk:
        return contact
    contact.held_at, contact.held_by = at, by
    if contact.channel == "phone":
        # Who takes a call speaks at once.
        waits_no_more(contact)
        if contact.answered_at is None:
            contact.answered_at, contact.answered_by = at, by
    answered = ("answered_at", "answered_by")
    contact.save(update_fields=["state", *HELD, *WAITS, *answered])
    say("contact.taken", contact, by=by, at=at, was=was)
    return contact


@transaction.atomic
def give_back(contact: Contact, *, by: User, at: datetime) -> Contact:
    """It waits for somebody else."""
    contact = lock(contact)
    was = contact.state
    contact.state = MOVES.advance(was, Step.GIVE_BACK, facts_of(contact, by))
    let_go(contact)
    waits(contact, at)
    contact.save(update_fields=["state", *HELD, *WAITS])
    say("contact.given_back", contact, by=by, at=at, was=was)
    return contact


@transaction.atomic
def pass_on(contact: Contact, *, by: User, at: datetime) -> Contact:
    """A price is asked for: sales answers (P3-3.4)."""
    contact = lock(contact)
    was = contact.state
    contact.state = MOVES.advance(was, Step.TO_SALES, facts_of(contact, by))
    contact.is_price = True
    let_go(contact)
    waits(contact, at)
    contact.save(update_fields=["state", "is_price", *HELD, *WAITS])
    say("contact.passed_on", contact, by=by, at=at, was=was)
    return contact


@transaction.atomic
def solve(contact: Contact, answer: str, *, by: User, at: datetime) -> Contact:
    """A consultation is answered and closed without a work order (P1-2.2, P3-3.2)."""
    contact = lock(contact)
    facts = facts_of(contact, by, answer=answer)
    return over(contact, Step.SOLVE, facts, by=by, at=at, answer=answer.strip())


@transaction.atomic
def close(contact: Contact, *, by: User, at: datetime) -> Contact:
    """Nothing was to be done: a wrong number, a thank-you, advertising."""
    contact = lock(contact)
    return over(contact, Step.CLOSE, facts_of(contact, by), by=by, at=at)


@transaction.atomic
def into_case(
    contact: Contact, case_code: str, *, is_solved: bool, by: User, at: datetime
) -> Contact:
    """A case was opened from it. is_solved: the call solved it, no work order was needed.

    The same case again changes nothing.
    """
    contact = lock(contact)
    if not case_code:
        raise Refused(Message("no case has been opened from it yet"))
    if contact.case_code == case_code and contact.state != ContactState.HELD:
        return contact
    contact.case_code = case_code
    step = Step.SOLVE if is_solved else Step.OPEN_CASE
    facts = facts_of(contact, by, answer=case_code)
    return over(contact, step, facts, by=by, at=at)


@transaction.atomic
def settle(contact: Contact, *, by: User | None, at: datetime) -> Contact:
    """Its case has been dealt with on the case's own page: nobody has to answer here any more."""
    contact = lock(contact)
    if contact.state not in (ContactState.WAITING, ContactState.HELD):
        return contact
    return over(contact, Step.SETTLE, Facts(), by=by, at=at)


def over(
    contact: Contact,
    step: Step,
    facts: Facts,
    *,
    answer: str = "",
    by: User | None,
    at: datetime,
) -> Contact:
    was = contact.state
    contact.state = MOVES.advance(was, step, facts)
    contact.done_at, contact.done_by = at, by
    contact.answer = answer or contact.answer
    contact.is_first = step == Step.SOLVE and is_solved_at_first(way_of(contact))
    if step == Step.SOLVE and contact.answered_at is None:
        contact.answered_at, contact.answered_by = at, by
    waits_no_more(contact)
    contact.save()
    details = {"case": contact.case_code, "answer": contact.answer}
    if step == Step.SOLVE:
        details["at_first"] = "yes" if contact.is_first else "no"
    say(HAPPENINGS[step], contact, by=by, at=at, was=was, **details)
    return contact


HAPPENINGS = {
    Step.SOLVE: "contact.solved",
    Step.OPEN_CASE: "contact.case_opened",
    Step.SETTLE: "contact.case_opened",
    Step.CLOSE: "contact.closed",
}


def way_of(contact: Contact) -> Way:
    return Way(
        was_missed=contact.was_missed,
        was_passed_on=contact.is_price,
        came_again=contact.came_again,
    )


@transaction.atomic
def recognise(
    contact: Contact, customer: parties.Customer | None, *, by: User, at: datetime
) -> Contact:
    """Somebody says who it is, or that it is somebody else."""
    contact = lock(contact)
    contact.customer = customer
    contact.save(update_fields=["customer"])
    code = customer.code if customer else ""
    say("contact.recognised", contact, by=by, at=at, was=contact.state, customer=code)
    return contact
