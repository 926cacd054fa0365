"""Who is to be called, next due first, and who has which call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.callbacks.facts import CALLED_BACK, HELD_FOR
from sanbao.apps.callbacks.models import Callback
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.call_back import USUAL_TRIES

READERS = (Role.DESK, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
UNITS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A call that is owed, and how far it is. callback: None while nobody has taken it."""

    owed: obligations.Obligation
    customer: parties.Customer
    callback: Callback | None
    holder: User | None
    due: str

    @property
    def attempts(self) -> int:
        return self.callback.attempts if self.callback else 0


def owed_for(user: User) -> QuerySet[obligations.Obligation]:
    """All calls that the agreements of the company owe or owed."""
    rows = obligations.Obligation.objects.filter(
        provider_id=user.provider_id, what=CALLED_BACK, subject_kind="customer"
    ).select_related("version__agreement", "provider")
    return rows if user.has_role(*READERS) else rows.none()


def due_for(user: User, *, at: datetime) -> QuerySet[obligations.Obligation]:
    """Those to be made now: open, and their time has come."""
    has_come = Q(opens_at__isnull=True) | Q(opens_at__lte=at)
    return owed_for(user).filter(has_come, state__in=obligations.OPEN_STATES)


def rows_of(owed: Iterable[obligations.Obligation], *, zone: str, at: datetime) -> list[Row]:
    """Two queries more, however many there are."""
    found = list(owed)
    if not found:
        return []
    codes = {row.subject_code for row in found}
    customers = parties.Customer.objects.filter(provider=found[0].provider_id, code__in=codes)
    known = {customer.code: customer for customer in customers}
    taken = Callback.objects.filter(obligation__in=found)
    taken = taken.select_related("holder", "done_by", "record__form", "case")
    calls = {call.obligation_id: call for call in taken}
    return [
        Row(
            row,
            known[row.subject_code],
            calls.get(row.pk),
            holder_of(calls.get(row.pk), at=at),
            obligations.due_words(row.due_at, zone),
        )
        for row in found
        if row.subject_code in known
    ]


def holder_of(callback: Callback | None, *, at: datetime) -> User | None:
    """Who has the call now; half an hour after it was taken it is free again."""
    if callback is None or callback.holder is None or callback.held_at is None:
        return None
    return callback.holder if at - callback.held_at < HELD_FOR else None


def tries_of(owed: obligations.Obligation) -> int:
    """After how many attempts the call is given up, by its term."""
    term = agreements.rhythm(owed.version, clause=owed.clause, what=CALLED_BACK)
    return (term and term.tries) or USUAL_TRIES


def units_of(customer: parties.Customer) -> list[assets.Asset]:
    """The customer's units, the newest first: one of them the call speaks of."""
    rows = assets.Asset.objects.filter(customer=customer)
    rows = rows.select_related("product", "site", "provider", "customer", "agreement")
    return list(rows.order_by("-id")[:UNITS_SHOWN])
