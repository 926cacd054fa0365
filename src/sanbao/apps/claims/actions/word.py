"""The provider's word before costly work, and his goodwill: asked by one, given by another."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.claims.facts import WORD_PREFIX, WordAsked
from sanbao.apps.claims.models import Authorisation, AuthorisationState
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.money import fen
from sanbao.rules.moves import Refused


@transaction.atomic
def ask_word(told: WordAsked, *, dealer: parties.Dealer, by: User, at: datetime) -> Authorisation:
    """Ask for it. The same key is the same request."""
    first = Authorisation.objects.filter(key=told.key).first()
    if first is not None:
        if first.dealer_id != dealer.pk:
            raise Refused(Message("this form has been sent before; open it anew"))
        return first
    if told.amount <= 0:
        raise Refused(Message("an amount must be more than 0"), field="amount")
    word = Authorisation.objects.create(
        provider_id=dealer.provider_id,
        code=journal.next_code(WORD_PREFIX, provider=dealer.provider_id, on=china_day(at)),
        key=told.key,
        dealer=dealer,
        serial=told.serial.strip(),
        work=told.work.strip(),
        asked=fen(told.amount),
        is_goodwill=told.is_goodwill,
        asked_at=at,
        asked_by=by,
    )
    say("authorisation.asked", word, by=by, at=at)
    return word


@transaction.atomic
def decide_word(
    word: Authorisation, *, granted: Decimal | None, reason: str, by: User, at: datetime
) -> Authorisation:
    """Grant up to an amount, or refuse (None). Nobody decides about his own request."""
    word = Authorisation.objects.select_for_update(of=("self",)).get(pk=word.pk)
    if word.state != AuthorisationState.ASKED:
        raise Refused(Message("this has been decided already"))
    if word.asked_by_id == by.pk:
        raise Refused(Message("whoever asked for it cannot decide about it"))
    if not reason.strip():
        raise Refused(Message("a reason is needed"), field="reason")
    if granted is not None and not 0 < granted <= word.asked:
        raise Refused(Message("between 0 and what was asked for"), field="granted")
    word.state = AuthorisationState.REFUSED if granted is None else AuthorisationState.GRANTED
    word.granted = None if granted is None else fen(granted)
    word.reason, word.decided_at, word.decided_by = reason.strip()[:400], at, by
    word.save(update_fields=["state", "granted", "reason", "decided_at", "decided_by"])
    say("authorisation.decided", word, by=by, at=at, was=AuthorisationState.ASKED)
    return word


def say(happening: str, word: Authorisation, *, by: User, at: datetime, was: str = "") -> None:
    journal.record(
        happening,
        word.code,
        provider=word.provider_id,
        at=at,
        by=by,
        was=was,
        now=word.state,
        details={
            "dealer": word.dealer.code,
            "asked": f"{word.asked}",
            "granted": "" if word.granted is None else f"{word.granted}",
            "is_goodwill": word.is_goodwill,
            "reason": word.reason,
        },
    )
