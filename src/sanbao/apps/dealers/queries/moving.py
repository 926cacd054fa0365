"""Whether a territory may be moved, what is open in it, and the moves so far."""

from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.dealers.models import TerritoryMove
from sanbao.apps.dealers.queries.access import dealers_for
from sanbao.apps.desk import queries as cases
from sanbao.apps.money import queries as money
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties

MOVE_CLAUSE = "10.3"
TERMINATION = "termination"


def ending_clause(dealer: parties.Dealer, *, on: date) -> str:
    """The clause that lets the territory go: repeated breaches have drawn a termination, or the
    agreement has ended. "" where neither is so.
    """
    drawn = obligations.Obligation.objects.filter(
        provider_id=dealer.provider_id,
        what=TERMINATION,
        dealer=dealer.code,
        kind=obligations.ObligationKind.CONSEQUENCE,
    ).exclude(state=obligations.ObligationState.CANCELLED)
    if (found := drawn.order_by("id").first()) is not None:
        return found.clause
    named = agreements.Agreement.objects.filter(
        provider_id=dealer.provider_id, dealer=dealer, versions__put_in_force_at__isnull=False
    )
    going_on = named.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))
    return MOVE_CLAUSE if named.exists() and not going_on.exists() else ""


def fund_left(dealer: parties.Dealer) -> Decimal:
    """What the dealer's repair fund holds now, CNY."""
    rows = money.ledger(dealer.provider_id, dealer=dealer.code)
    return money.balance(rows, "fund")


def open_cases_of(station: parties.Station) -> list[cases.Case]:
    """The open cases at places that the station serves."""
    regions = parties.regions_of(station.provider_id)
    rows = cases.Case.objects.filter(provider_id=station.provider_id, state__in=cases.OPEN)
    rows = rows.select_related("provider", "customer", "asset__site").order_by("id")
    return [case for case in rows if serves(regions, case) == station.code]


def serves(regions: parties.Regions, case: cases.Case) -> str:
    site = case.asset.site
    return regions.territory(site.province, site.city, site.county) if site else ""


def moves_for(user: User) -> QuerySet[TerritoryMove]:
    """Those from or to a dealer whom the reader sees."""
    seen = dealers_for(user)
    rows = TerritoryMove.objects.filter(provider_id=user.provider_id)
    rows = rows.filter(Q(old_dealer__in=seen) | Q(new_dealer__in=seen))
    return rows.select_related("old_station", "new_station", "old_dealer", "new_dealer", "moved_by")
