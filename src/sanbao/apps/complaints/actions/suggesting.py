"""A suggestion comes in, gets an owner and an answer (P1-9.2)."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.accounts.prepared import held
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.complaints.facts import SUGGESTION_PREFIX
from sanbao.apps.complaints.facts import Wish as Said
from sanbao.apps.complaints.models import Suggestion
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.rules.complaint import WISHES, Handling, WishFacts
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.terms import After, OneOff

row = held(Suggestion, "provider", "owner", "customer", "dealer")


@transaction.atomic
def suggest(said: Said, *, provider: Provider, by: User | None, at: datetime) -> Suggestion:
    """Take a suggestion and raise the answer that the agreement owes. The same key is the same."""
    if not said.text.strip():
        raise Refused(Message("the suggestion is empty"), field="text")
    version = version_of(said, at=at)
    code = journal.next_code(SUGGESTION_PREFIX, provider=provider, on=china_day(at))
    suggestion, is_new = Suggestion.objects.get_or_create(
        key=said.key,
        defaults={
            "provider": provider,
            "code": code,
            "text": said.text.strip(),
            "author_name": said.author_name.strip()[:60],
            "author_phone": said.author_phone.strip()[:30],
            "customer": said.customer,
            "dealer": said.dealer,
            "asset": said.asset,
            "version": version,
            "clause": clause_of(version),
            "received_at": at,
            "received_by": by,
        },
    )
    if suggestion.provider_id != provider.pk:
        raise Refused(Message("this form has been sent before; open it anew"))
    if not is_new:
        return suggestion
    if version is not None:
        subject, after = subject_of(suggestion), After.SUGGESTION_RECEIVED
        obligations.raise_one_off(version, after, subject, on_day_or_at=at, at=at, by=by)
    say("suggestion.received", suggestion, by=by, at=at)
    return suggestion


def version_of(said: Said, *, at: datetime) -> agreements.Version | None:
    if said.asset is None or said.asset.agreement is None:
        return None
    return agreements.version_in_force(said.asset.agreement, on=china_day(at))


def clause_of(version: agreements.Version | None) -> str:
    """The clause that owes an answer, "" where none does."""
    if version is None:
        return ""
    terms = agreements.terms(version).terms
    owed = (
        term.clause
        for term in terms
        if isinstance(term, OneOff) and term.after is After.SUGGESTION_RECEIVED
    )
    return next(owed, "")


def subject_of(suggestion: Suggestion) -> obligations.Subject:
    who = suggestion.customer or suggestion.dealer or suggestion.author_name
    return obligations.Subject(
        "suggestion",
        suggestion.code,
        label=f"{suggestion.code} {who}",
        customer=suggestion.customer.code if suggestion.customer else "",
        dealer=suggestion.dealer.code if suggestion.dealer else "",
        owner=suggestion.owner,
    )


@transaction.atomic
def assign_suggestion(suggestion: Suggestion, owner: User, *, by: User, at: datetime) -> Suggestion:
    suggestion = row(suggestion.pk)
    suggestion.state = WISHES.advance(suggestion.state, Handling.ASSIGN, WishFacts())
    suggestion.owner = owner
    suggestion.save(update_fields=["state", "owner"])
    subject = ("suggestion", suggestion.code)
    obligations.hand_to(suggestion.provider_id, subject, owner=owner, at=at, by=by)
    say("suggestion.assigned", suggestion, by=by, at=at, username=owner.username, name=f"{owner}")
    return suggestion


@transaction.atomic
def answer_suggestion(suggestion: Suggestion, text: str, *, by: User, at: datetime) -> Suggestion:
    suggestion = row(suggestion.pk)
    facts = WishFacts(suggestion.owner_id is not None, text, suggestion.clause)
    suggestion.state = WISHES.advance(suggestion.state, Handling.ANSWER, facts)
    suggestion.answer = text.strip()
    suggestion.answered_at, suggestion.answered_by = at, by
    suggestion.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    subject = ("suggestion", suggestion.code)
    obligations.happened(suggestion.provider_id, subject, "replied", at=at, by=by)
    say("suggestion.answered", suggestion, by=by, at=at)
    return suggestion


def say(
    happening: str, suggestion: Suggestion, *, by: User | None, at: datetime, **details: str
) -> None:
    who = suggestion.customer or suggestion.dealer or suggestion.author_name
    journal.record(
        happening,
        suggestion.code,
        provider=suggestion.provider_id,
        at=at,
        by=by,
        now=suggestion.state,
        details={"about": f"{suggestion.code} {who}", "clause": suggestion.clause, **details},
    )
