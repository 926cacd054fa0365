"""Raising what a decision promises: each duty once, changed when a later decision differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.ending import cancel
from sanbao.apps.obligations.actions.log import derive, record, record_all, settle, write
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationKind, ObligationState
from sanbao.rules.agreement import Agreement
from sanbao.rules.answer import Decision, Duty
from sanbao.rules.deadline import china_day
from sanbao.rules.obligation import OPEN, Kind
from sanbao.rules.sanction import sanctions
from sanbao.rules.terms import Consequence
from sanbao.rules.terms.duty import ANY

PREFIX = "LY"
# What a decision promises, and what followed from its misses. Duties over time are not its own.
DECIDED = (ObligationKind.PROMISE, ObligationKind.CONSEQUENCE)
NOT_PROMISED = gettext_noop("the new decision does not promise it")


@dataclass(frozen=True, slots=True)
class About:
    """What a person reads of the subject on the board, whom it concerns, who looks after it."""

    label: str = ""
    province: str = ""
    station: str = ""
    dealer: str = ""
    product: str = ""
    customer: str = ""
    owner: User | None = None


@transaction.atomic
def raise_from(
    decision: agreements.Decision,
    decided: Decision,
    *,
    about: About | None = None,
    by: User | None,
    at: datetime,
) -> list[Obligation]:
    """The obligations of the decision's subject after `decided`, in its order.

    A duty is raised once. A later decision re-derives the open ones, keeps the pauses they have
    earned, and ends with the reason those it no longer holds; what is over stays over.
    """
    blank = blank_for(decision, about or About())
    rows = current(blank)
    held = {(str(duty.what), duty.clause): duty for duty in decided.obligations}
    gone = [row for key, row in rows.items() if key not in held and is_open(row)]
    cancel([row for row in gone if row.caused_by_id is None], reason=NOT_PROMISED, at=at, by=by)
    fresh = {key: like(blank) for key in held if key not in rows}
    add_all([(row, held[key]) for key, row in fresh.items()], at=at, by=by)
    return [
        change(rows[key], duty, version=decision.version, at=at, by=by)
        if key in rows
        else fresh[key]
        for key, duty in held.items()
    ]


def describe_again(provider_id: int, subject: tuple[str, str], *, about: About) -> int:
    """Another place, another station: what a subject's open obligations say of it follows.

    Who looks after them stays. Returns how many there are.
    """
    kind, code = subject
    rows = Obligation.objects.filter(
        provider_id=provider_id, subject_kind=kind, subject_code=code, state__in=OPEN
    )
    return rows.update(
        subject_label=about.label[:160], province=about.province, station=about.station
    )


def blank_for(decision: agreements.Decision, about: About) -> Obligation:
    """What every obligation of the subject has in common."""
    return Obligation(
        provider_id=decision.provider_id,
        version=decision.version,
        owner=about.owner,
        subject_kind=decision.subject_kind,
        subject_code=decision.subject_code,
        subject_label=about.label[:160],
        province=about.province,
        station=about.station,
        dealer=about.dealer,
        product=about.product,
        customer=about.customer,
    )


def current(blank: Obligation) -> dict[tuple[str, str], Obligation]:
    """What stands already for the subject, cancelled ones apart, locked."""
    rows = decided_of(blank.provider_id, blank.subject_kind, blank.subject_code)
    return {(row.what, row.clause): row for row in rows}


@prepared
def decided_of(provider_id: int, kind: str, code: str) -> QuerySet[Obligation]:
    return (
        Obligation.objects.select_for_update()
        .filter(provider_id=provider_id, subject_kind=kind, subject_code=code, kind__in=DECIDED)
        .exclude(state=ObligationState.CANCELLED)
        .order_by("id")
    )


def is_open(row: Obligation) -> bool:
    return row.state in OPEN


def like(blank: Obligation) -> Obligation:
    names = [field.attname for field in Obligation._meta.concrete_fields if field.attname != "id"]
    copy = Obligation(**{name: getattr(blank, name) for name in names})
    if Obligation.version.is_cached(blank):
        copy.version = blank.version
    return copy


def add(obligation: Obligation, duty: Duty, *, at: datetime, by: User | None) -> Obligation:
    """One new obligation with the first lines of its log."""
    add_all([(obligation, duty)], at=at, by=by)
    return obligation


def add_all(owed: Sequence[tuple[Obligation, Duty]], *, at: datetime, by: User | None) -> None:
    """New obligations of one provider with the first lines of their logs: one statement each for
    numbers, rows, lines, entries and jobs, however many there are.
    """
    if not owed:
        return
    rows = [row for row, _duty in owed]
    provider_id = rows[0].provider_id
    day = china_day(at)
    codes = journal.next_codes(PREFIX, provider=provider_id, on=day, count=len(rows))
    policies = queries.policies_of([provider_id])
    written: list[LogLine] = []
    for (row, duty), code in zip(owed, codes, strict=True):
        row.code = code
        fill(row, duty)
        lines = first_lines(row, duty, at=at, by=by)
        derive(row, [queries.line_of(line) for line in lines], at=at, policies=policies)
        written += lines
    Obligation.objects.bulk_create(rows)
    LogLine.objects.bulk_create(written)
    record_all("obligation.raised", rows, at=at, by=by)


def fill(obligation: Obligation, duty: Duty) -> None:
    """What the duty says of itself."""
    obligation.what, obligation.clause, obligation.owed_by = (
        str(duty.what),
        duty.clause,
        str(duty.by),
    )
    obligation.after = duty.after or ""
    obligation.roll = duty.span.roll if duty.span else True
    obligation.consequences = consequences_of(duty, obligation.version)


def consequences_of(duty: Duty, version: agreements.Version) -> list[dict[str, str]]:
    """What follows a miss by the decision, and by the sanctions of the agreement."""
    decided = [
        {"what": str(owed.what), "clause": owed.clause, "by": str(owed.by)}
        for owed in duty.consequence
    ]
    return decided + sanctions_of(agreements.terms(version), str(duty.what), str(duty.by))


def sanctions_of(agreement: Agreement, what: str, by: str) -> list[dict[str, str]]:
    """What follows by the clauses when `by` misses `what`, as a row keeps it."""
    return [as_kept(term, by) for term in sanctions(agreement, what, by)]


def as_kept(term: Consequence, by: str) -> dict[str, str]:
    """in_a_row, times, within, share, amount stand there only where the term states them."""
    kept = {"what": str(term.what), "clause": term.clause, "by": str(term.by or by)}
    stated = {
        "in_a_row": term.in_a_row if term.in_a_row > 1 else None,
        "times": term.times,
        "within": term.within.iso if term.within else None,
        "of": "any" if term.if_missed == ANY else None,
        "share": term.share,
        "amount": term.amount,
    }
    return kept | {name: str(value) for name, value in stated.items() if value is not None}


def first_lines(
    obligation: Obligation, duty: Duty, *, at: datetime, by: User | None
) -> Sequence[LogLine]:
    raised = LogLine(
        obligation=obligation,
        kind=Kind.RAISED.value,
        at=at,
        by=by,
        reason=duty.span.iso if duty.span else "",
    )
    if duty.starts_at is None:
        return [raised]
    started = LogLine(obligation=obligation, kind=Kind.STARTED.value, at=duty.starts_at, by=by)
    return [raised, started]


def change(
    obligation: Obligation,
    duty: Duty,
    *,
    version: agreements.Version,
    at: datetime,
    by: User | None,
) -> Obligation:
    """Write into the log of an open obligation what the new decision says otherwise."""
    if not is_open(obligation):
        return obligation
    written = duty.span.iso if duty.span else ""
    was, changed = obligation.state, False
    if written != obligation.span:
        write(obligation, Kind.CHANGED, at=at, by=by, reason=written)
        changed = True
    if duty.starts_at is not None and duty.starts_at != obligation.starts_at:
        write(obligation, Kind.STARTED, at=duty.starts_at, by=by)
        changed = True
    if not changed and obligation.version_id == version.pk:
        return obligation
    obligation.version = version
    obligation.roll = duty.span.roll if duty.span else True
    obligation.consequences = consequences_of(duty, version)
    obligation.save(update_fields=["version", "roll", "consequences"])
    settle(obligation, at=at)
    record("obligation.changed", obligation, at=at, by=by, was=was)
    return obligation
