"""Counting shares: how many of how many, until the month is over and the share reached or not."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.obligations.actions.happening import UNFINISHED, finish
from sanbao.apps.obligations.actions.log import record, settle, write
from sanbao.apps.obligations.actions.wanted import midnight
from sanbao.apps.obligations.models import Obligation, ObligationKind, ObligationState
from sanbao.rules.obligation import Kind
from sanbao.rules.rhythm import first_after
from sanbao.rules.share import is_reached


@transaction.atomic
def measure(
    provider_id: int,
    subject: tuple[str, str],
    what: str,
    *,
    period: str,
    done: int,
    base: int,
    at: datetime,
    by: User | None,
) -> list[Obligation]:
    """Of `base` things of the month `period` ("2026-11") `done` have been done.

    Once the month is over and the share is reached it is met; before it is over more may come.
    Told again the same it changes nothing.
    """
    kind, code = subject
    rows = Obligation.objects.select_for_update().filter(
        UNFINISHED,
        provider_id=provider_id,
        subject_kind=kind,
        subject_code=code,
        what=what,
        period=period,
        kind=ObligationKind.SHARE,
    )
    touched = list(rows.order_by("id"))
    for obligation in touched:
        count(obligation, done, base, at=at, by=by)
        is_over = at >= midnight(first_after(period))
        if is_over and is_reached(obligation.least, done, base):
            finish(obligation, at=at, by=by)
    return touched


def is_news(share: Obligation, *, done: int, base: int, at: datetime) -> bool:
    """Whether telling these figures would change anything."""
    return (share.done, share.base) != (done, base) or at >= midnight(first_after(share.period))


def count(obligation: Obligation, done: int, base: int, *, at: datetime, by: User | None) -> None:
    if (obligation.done, obligation.base) == (done, base):
        return
    obligation.done, obligation.base = done, base
    obligation.save(update_fields=["done", "base"])
    write(obligation, Kind.MEASURED, at=at, by=by, reason=f"{done}/{base}")
    if obligation.state != ObligationState.MISSED:
        settle(obligation, at=at)
    record("obligation.measured", obligation, at=at, by=by, was=obligation.state)
