"""One-off duties that follow a date in the life of a unit, for many units at once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.obligations.actions.oneoff import clock_of, raise_one_off
from sanbao.apps.obligations.actions.subject import Subject
from sanbao.apps.obligations.models import OPEN_STATES, Obligation, ObligationKind
from sanbao.rules.deadline import china_day
from sanbao.rules.replay import due_of
from sanbao.rules.terms import OneOff


@transaction.atomic
def raise_dated(
    version: agreements.Version,
    term: OneOff,
    subjects: Iterable[Subject],
    *,
    at: datetime,
    by: User | None = None,
) -> int:
    """Raise what follows the date `term.after` of each subject; returns for how many.

    What would have fallen due before anybody told of the date is not held against anybody. An open
    one is counted again when its date is another now; nothing new while the agreement is suspended.
    """
    dated = [one for one in subjects if str(term.after) in one.dates]
    open_codes = standing_codes(version, term, dated)
    on = china_day(at)
    may_begin = not agreements.is_suspended(version.agreement_id, on=on)
    due = [
        one
        for one in dated
        if one.code in open_codes
        or (may_begin and still_ahead(term, one.dates[str(term.after)], at=at))
    ]
    for one in due:
        raise_one_off(
            version, term.after, one, on_day_or_at=one.dates[str(term.after)], at=at, by=by
        )
    return len(due)


def still_ahead(term: OneOff, day: date, *, at: datetime) -> bool:
    clock = clock_of(term, day, at=at)
    due = due_of(clock.allowed, clock.starts_at, ())
    return due is not None and due >= at


def standing_codes(
    version: agreements.Version, term: OneOff, subjects: Sequence[Subject]
) -> set[str]:
    rows = Obligation.objects.filter(
        provider_id=version.agreement.provider_id,
        kind=ObligationKind.ONE_OFF,
        what=str(term.what),
        clause=term.clause,
        subject_kind="asset",
        subject_code__in=[subject.code for subject in subjects],
        state__in=OPEN_STATES,
    )
    return set(rows.values_list("subject_code", flat=True))
