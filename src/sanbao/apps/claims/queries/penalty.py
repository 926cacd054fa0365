"""Penalties for false items, and the months whose fees were waived."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.claims.facts import period_of
from sanbao.apps.claims.models import Penalty, Sheet
from sanbao.apps.claims.queries.sheet import is_inside
from sanbao.apps.obligations import queries as duties
from sanbao.apps.parties import queries as parties
from sanbao.rules.rhythm import month_after, month_of

# What may turn out to be false: whatever was handed in.
PENALISED = ("submitted", "verified", "refused")
CONFIRMS = (Role.MANAGER, Role.MARKETING)
WAIVER = "waiver"


def penalties_for(user: User) -> QuerySet[Penalty]:
    """Those of the company; a dealer's own once they are confirmed."""
    rows = Penalty.objects.filter(provider_id=user.provider_id).select_related(
        "dealer", "sheet", "line", "proposed_by", "confirmed_by", "disputed_by", "decided_by"
    )
    if is_inside(user):
        return rows
    dealer = parties.dealer_of(user) if user.has_role(Role.DEALER) else None
    return rows.filter(dealer=dealer, confirmed_at__isnull=False) if dealer else rows.none()


def false_items(sheet: Sheet) -> QuerySet[Penalty, int]:
    """The lines of a sheet for which a penalty stands."""
    rows = Penalty.objects.filter(sheet=sheet).exclude(state="dropped")
    return rows.values_list("line_id", flat=True)


def waived_months(dealer: parties.Dealer) -> dict[date, str]:
    """The months whose fees were waived, each with the clause: as many as were missed in a row,
    back from the month that drew the waiver. Once one of them is excused none of them is: there
    were not so many in a row. A form that comes in late excuses nothing.
    """
    drawn = duties.Obligation.objects.filter(
        provider_id=dealer.provider_id,
        subject_kind="dealer",
        subject_code=dealer.code,
        what=WAIVER,
        caused_by__isnull=False,
    ).exclude(state__in=["cancelled", "excused"])
    found: dict[date, str] = {}
    for row in drawn.select_related("caused_by"):
        missed = row.caused_by
        if missed is None:
            continue
        in_a_row = next(
            (int(owed["in_a_row"]) for owed in missed.consequences if is_waiver(owed, row.clause)),
            1,
        )
        last = month_of(missed.period)
        months = [date(*month_after(*last, -back), 1) for back in range(in_a_row)]
        if not is_excused(missed, months):
            found |= dict.fromkeys(months, row.clause)
    return found


def is_excused(missed: duties.Obligation, months: Sequence[date]) -> bool:
    """Whether the same duty was let go for one of the months."""
    rows = duties.of_subject(missed.provider_id, missed.subject_kind, missed.subject_code)
    periods = [period_of(month) for month in months]
    rows = rows.filter(what=missed.what, clause=missed.clause, period__in=periods)
    return rows.filter(state="excused").exists()


def is_waiver(owed: dict[str, str], clause: str) -> bool:
    return owed["what"] == WAIVER and owed["clause"] == clause and "in_a_row" in owed
