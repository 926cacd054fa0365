"""What follows from a miss by the clause, drawn exactly once."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction

from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.log import record
from sanbao.apps.obligations.actions.raising import add, current, like
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationKind, ObligationState
from sanbao.rules.answer import Duty
from sanbao.rules.obligation import OWED_UNTIL_KEPT

LAPSED = "obligation.lapsed"
# Of the miss itself; what follows from it is not open from a day on, nor a share, nor warned of.
NOT_INHERITED = (
    "due_at",
    "met_at",
    "starts_at",
    "opens_at",
    "done",
    "base",
    "least",
    "warn_at",
    "escalate_at",
)


@transaction.atomic
def draw(entry_id: int) -> list[Obligation]:
    """Raise what the miss or the lapse told by the journal entry makes owed; twice, nothing more.

    Runs for one subject follow one another; the database keeps miss, promise and clause unique
    besides. Nothing is drawn from what turned out to be met or was excused, nor what is owed only
    until the promise is kept, once it has been.
    """
    entry = journal.entry(entry_id)
    told = Obligation.objects.get(provider_id=entry.provider_id, code=entry.subject_code)
    take_turn(told)
    missed = Obligation.objects.select_for_update().get(pk=told.pk)
    if not is_missed(missed, entry.happening):
        return []
    period = lapse_number(missed, entry.at) if entry.happening == LAPSED else missed.period
    return [
        follow(missed, owed, period=period, at=entry.at)
        for owed in missed.consequences
        if is_owed(missed, owed, period=period, at=entry.at)
    ]


@transaction.atomic
def draw_again(excused: Obligation, *, at: datetime) -> list[Obligation]:
    """Once a miss was excused: raise what its neighbours in a row still draw, each run from its
    last miss; twice, nothing more.
    """
    take_turn(excused)
    return [
        follow(missed, owed, period=missed.period, at=at)
        for missed in queries.last_of_runs(excused)
        for owed in missed.consequences
        if "in_a_row" in owed and is_owed(missed, owed, period=missed.period, at=at)
    ]


def take_turn(told: Obligation) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"draw {told.provider_id} {told.subject_kind} {told.subject_code}"],
        )


def is_missed(row: Obligation, happening: str) -> bool:
    """A lapse was one although it has been restored since."""
    if happening == LAPSED:
        return row.state not in (ObligationState.EXCUSED, ObligationState.CANCELLED)
    return row.state == ObligationState.MISSED


def lapse_number(row: Obligation, at: datetime) -> str:
    """Which lapse of an upkeep it is: each draws what follows once."""
    return str(LogLine.objects.filter(obligation=row, kind="lapsed", at__lte=at).count())


def is_owed(missed: Obligation, owed: Mapping[str, str], *, period: str, at: datetime) -> bool:
    what, clause = owed["what"], owed["clause"]
    if missed.met_at is not None and what in OWED_UNTIL_KEPT:
        return False
    if Obligation.objects.filter(
        caused_by=missed, what=what, clause=clause, period=period
    ).exists():
        return False
    if "times" in owed or "in_a_row" in owed:
        return queries.is_due(missed, owed, at=at)
    # The decision may have promised the same already: a spare unit is lent once for a case.
    return missed.kind != ObligationKind.PROMISE or (what, clause) not in current(missed)


def follow(missed: Obligation, owed: Mapping[str, str], *, period: str, at: datetime) -> Obligation:
    """A standing duty that starts with the miss: the clause names no time for it."""
    duty = Duty(
        what=owed["what"],
        by=owed["by"],
        clause=owed["clause"],
        span=None,
        starts_at=at,
        after=None,
        due=None,
        consequence=(),
    )
    consequence = like(missed)
    for name in NOT_INHERITED:
        setattr(consequence, name, None)
    consequence.kind, consequence.caused_by = ObligationKind.CONSEQUENCE, missed
    consequence.period, consequence.escalation = period, 0
    consequence.amount = Decimal(owed["amount"]) if "amount" in owed else None
    consequence.portion = Decimal(owed["share"]) if "share" in owed else None
    add(consequence, duty, at=at, by=None)
    record("obligation.drawn", consequence, at=at, by=None)
    return consequence
