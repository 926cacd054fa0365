"""A call is taken, tried, answered, or given up: each locks its row, asks the rules, says so."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from sanbao.apps.accounts.access import User
from sanbao.apps.assets import queries as assets
from sanbao.apps.callbacks import queries
from sanbao.apps.callbacks.facts import CALLED_BACK, FORM
from sanbao.apps.callbacks.models import SCORES, Callback
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as owed_rows
from sanbao.apps.parties import queries as parties
from sanbao.apps.visits import queries as visits
from sanbao.rules.call_back import MOVES, Facts, Step, starts
from sanbao.rules.facts import EventKind
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


def lock(owed: owed_rows.Obligation, *, at: datetime) -> Callback:
    """The call of what is owed, made if nobody has taken it before, held until the end."""
    customer = parties.Customer.objects.get(provider=owed.provider_id, code=owed.subject_code)
    callback, _new = Callback.objects.get_or_create(
        obligation=owed,
        defaults={
            "provider_id": owed.provider_id,
            "customer": customer,
            "created_at": at,
        },
    )
    Callback.objects.select_for_update().only("pk").get(pk=callback.pk)
    rows = Callback.objects.select_related("provider", "customer", "holder", "record")
    return rows.get(pk=callback.pk)


def move(callback: Callback, owed: owed_rows.Obligation, step: Step, by: User, at: datetime) -> str:
    """The state after `step`, asked for by whoever calls."""
    holder = queries.holder_of(callback, at=at)
    facts = Facts(
        tried=callback.attempts,
        tries=queries.tries_of(owed),
        held_by=str(holder) if holder is not None and holder.pk != by.pk else "",
    )
    return MOVES.advance(callback.state, step, facts)


@transaction.atomic
def take(owed: owed_rows.Obligation, *, by: User, at: datetime) -> Callback:
    """I call now: for half an hour nobody else does."""
    callback = lock(owed, at=at)
    move(callback, owed, Step.TRY, by, at)
    callback.holder, callback.held_at = by, at
    callback.save(update_fields=["holder", "held_at"])
    return callback


@transaction.atomic
def try_again(
    owed: owed_rows.Obligation,
    *,
    seen: int,
    note: str,
    next_try_at: datetime | None = None,
    by: User,
    at: datetime,
) -> Callback:
    """Nobody was reached. `seen`: the attempts that the page showed; a repeat counts once."""
    callback = lock(owed, at=at)
    if callback.attempts != seen:
        return callback
    callback.state = move(callback, owed, Step.TRY, by, at)
    if next_try_at is not None and next_try_at <= at:
        raise Refused(Message("the next try lies in the past"), field="next_try_at")
    callback.attempts += 1
    callback.last_tried_at, callback.next_try_at = at, next_try_at
    callback.holder = callback.held_at = None
    callback.save()
    say("callback.not_reached", owed, callback, by=by, at=at, note=note.strip())
    return callback


@transaction.atomic
def answer(
    owed: owed_rows.Obligation,
    answers: Mapping[str, str],
    *,
    serial: str = "",
    key: UUID,
    by: User,
    at: datetime,
) -> Callback:
    """Put the answers on record; the call is made. A bad answer opens a case."""
    callback = lock(owed, at=at)
    if callback.record is not None and callback.record.key == key:
        return callback
    callback.state = move(callback, owed, Step.ANSWER, by, at)
    callback.record = evidence.fill(
        FORM,
        answers,
        provider=callback.provider,
        subject=("callback", owed.code),
        key=key,
        by=by,
        at=at,
    )
    given = callback.record.answers
    for score in SCORES:
        setattr(callback, score, int(given[score]) if given.get(score) else None)
    callback.wishes = given.get("wishes", "")
    callback.attempts += 1
    callback.last_tried_at = at
    speak_of(callback, serial)
    open_case(callback, given, key=key, by=by, at=at)
    end(callback, by=by, at=at)
    subject = ("customer", callback.customer.code)
    period = owed.period
    obligations.happened(owed.provider_id, subject, CALLED_BACK, at=at, by=by, period=period)
    code = callback.case.code if callback.case else ""
    say("callback.answered", owed, callback, by=by, at=at, case=code)
    return callback


def speak_of(callback: Callback, serial: str) -> None:
    """Which unit, which engineer and which station the answers are about."""
    units = queries.units_of(callback.customer)
    unit = next((one for one in units if one.serial == serial), units[0] if units else None)
    if unit is None:
        return
    callback.asset = unit
    trips = visits.Visit.objects.filter(order__case__asset=unit, arrived_at__isnull=False)
    last = trips.select_related("engineer").order_by("-arrived_at").first()
    callback.engineer = last.engineer if last else None
    site = unit.site
    callback.station = parties.serving(
        callback.provider_id, province=site.province, city=site.city, county=site.county
    )


def open_case(
    callback: Callback, given: Mapping[str, str], *, key: UUID, by: User, at: datetime
) -> None:
    """A fault, or a complaint, that the desk looks into; without a unit there is no case."""
    kind = starts(given)
    if kind is None or callback.asset is None:
        return
    said = given.get("works_note") or given.get("wishes") or ""
    what = {
        EventKind.FAULT_REPORTED: gettext("call-back: the equipment does not work"),
        EventKind.COMPLAINT_RECEIVED: gettext("call-back: the customer is not satisfied"),
    }[kind]
    customer: parties.Customer = callback.customer
    unit: assets.Asset = callback.asset
    callback.case = desk.open_case(
        desk.CaseReport(
            key=key,
            asset=unit,
            channel=cases.Channel.CALL_BACK,
            kind=kind,
            description=f"{what}: {said}" if said else what,
            reporter_name=given.get("respondent", customer.name)[:60],
            reporter_phone=(customer.phone or unit.site.contact_phone or "-")[:30],
            reported_at=at,
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def give_up(owed: owed_rows.Obligation, *, by: User, at: datetime) -> Callback:
    """After enough attempts the customer counts as unreachable; the duty is excused with that."""
    callback = lock(owed, at=at)
    if callback.state == queries.CallbackState.UNREACHABLE:
        return callback
    callback.state = move(callback, owed, Step.GIVE_UP, by, at)
    end(callback, by=by, at=at)
    tried = {"tried": callback.attempts}
    reason = gettext("the customer could not be reached, tried %(tried)d times") % tried
    obligations.excuse(owed.pk, reason=reason, at=at, by=by)
    say("callback.given_up", owed, callback, by=by, at=at)
    return callback


def end(callback: Callback, *, by: User, at: datetime) -> None:
    callback.holder = callback.held_at = callback.next_try_at = None
    callback.done_at, callback.done_by = at, by
    callback.save()


def say(
    happening: str,
    owed: owed_rows.Obligation,
    callback: Callback,
    *,
    by: User,
    at: datetime,
    **details: Any,
) -> None:
    journal.record(
        happening,
        owed.code,
        provider=owed.provider_id,
        at=at,
        by=by,
        now=callback.state,
        details={
            "customer": callback.customer.code,
            "clause": owed.clause,
            "attempts": callback.attempts,
            "satisfaction": callback.satisfaction,
            **details,
        },
    )
