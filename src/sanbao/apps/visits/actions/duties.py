"""Duties over time that a visit makes owed or keeps: the appointment, the report, the follow-up."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.visits.models import Visit
from sanbao.apps.workorders import queries as orders
from sanbao.rules.terms import After, Deed


def keep_duties(entry: journal.Entry) -> None:
    """What follows from the entry for the duties of its case; run twice, nothing more."""
    follow = FOLLOWS.get(entry.happening)
    if follow is not None:
        follow(entry)


def assigned(entry: journal.Entry) -> None:
    (order,) = orders_told(entry.provider_id, entry.subject_code)
    desk.raise_after(order.case, After.ASSIGNED, on=entry.at, at=entry.at, by=None)


@prepared
def orders_told(provider_id: int, code: str) -> QuerySet[orders.WorkOrder]:
    rows = orders.WorkOrder.objects.select_related("case__version", "case__asset")
    return rows.filter(provider_id=provider_id, code=code)


def agreed(entry: journal.Entry) -> None:
    visit = visit_of(entry)
    done(visit.order.case, Deed.APPOINTED, at=entry.at, by=entry.by)
    desk.raise_after(
        visit.order.case,
        After.VISIT_AGREED,
        on=visit.agreed_from,
        at=entry.at,
        by=None,
        period=visit.code,
    )


def signed(entry: journal.Entry) -> None:
    visit = visit_of(entry)
    desk.raise_after(
        visit.order.case,
        After.VISIT_SIGNED,
        on=entry.at,
        at=entry.at,
        by=None,
        period=visit.code,
    )


def reported(entry: journal.Entry) -> None:
    visit = visit_of(entry)
    # The report may be in before what its signature makes owed has been raised.
    if visit.signed_at is not None:
        desk.raise_after(
            visit.order.case,
            After.VISIT_SIGNED,
            on=visit.signed_at,
            at=entry.at,
            by=None,
            period=visit.code,
        )
    done(visit.order.case, Deed.REPORTED, at=entry.at, by=entry.by, period=visit.code)


def restored(entry: journal.Entry) -> None:
    desk.raise_after(
        case_of(entry),
        After.CASE_RESTORED,
        on=entry.at,
        at=entry.at,
        by=None,
        period=str(entry.pk),
    )


def followed_up(entry: journal.Entry) -> None:
    done(case_of(entry), Deed.FOLLOWED_UP, at=entry.at, by=entry.by)


def done(case: cases.Case, what: Deed, *, at: datetime, by: User | None, period: str = "") -> None:
    """Also said by the step itself where it may close the case, which ends what is still open."""
    subject = ("case", case.code)
    obligations.happened(case.provider_id, subject, what.value, at=at, by=by, period=period)


def visit_of(entry: journal.Entry) -> Visit:
    (found,) = visits(entry.provider_id, entry.subject_code)
    return found


@prepared
def visits(provider_id: int, code: str) -> QuerySet[Visit]:
    rows = Visit.objects.select_related("order__case__version", "order__case__asset")
    return rows.filter(provider_id=provider_id, code=code)


def case_of(entry: journal.Entry) -> cases.Case:
    (found,) = told_cases(entry.provider_id, entry.subject_code)
    return found


@prepared
def told_cases(provider_id: int, code: str) -> QuerySet[cases.Case]:
    rows = cases.Case.objects.select_related("version", "asset")
    return rows.filter(provider_id=provider_id, code=code)


FOLLOWS: Mapping[str, Callable[[journal.Entry], None]] = {
    "workorder.assigned": assigned,
    "visit.agreed": agreed,
    "visit.signed": signed,
    "visit.reported": reported,
    "case.restored": restored,
    "case.followed_up": followed_up,
}
