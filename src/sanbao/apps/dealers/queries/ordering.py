"""Repair orders to dealers, and who may be sent by a dealer."""

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.dealers.models import RepairOrder, RepairOrderState
from sanbao.apps.dealers.queries.access import SEES_ALL, dealers_for
from sanbao.apps.desk import queries as cases
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.repair_order import Fulfilment, fulfilment

SENDS = (Role.DESK, Role.DISPATCHER, Role.MANAGER)
ORDER_READERS = (*dict.fromkeys((*SENDS, *SEES_ALL)), Role.DEALER)
OPEN_ORDERS = (RepairOrderState.SENT, RepairOrderState.ACCEPTED)
FIXED = "resolved"


def orders_for(user: User) -> QuerySet[RepairOrder]:
    """All of the company for who sends them and who runs the dealers; a dealer's own."""
    rows = RepairOrder.objects.filter(provider_id=user.provider_id)
    rows = rows.select_related(
        "provider", "dealer", "case__customer", "case__asset__product", "case__asset__site"
    )
    if user.has_role(*SENDS, *SEES_ALL):
        return rows
    return rows.filter(dealer__in=dealers_for(user))


def orders_of_case(case: cases.Case) -> QuerySet[RepairOrder]:
    rows = RepairOrder.objects.filter(case=case).select_related("dealer")
    return rows.order_by("-id")


def dealer_serving(case: cases.Case) -> parties.Dealer | None:
    """Whose it is: the dealer of the station that serves the place, else who sold the unit."""
    site = case.asset.site
    regions = parties.regions_of(case.provider_id)
    code = regions.territory(site.province, site.city, site.county) if site else ""
    station = parties.Station.objects.filter(provider_id=case.provider_id, code=code)
    found = station.select_related("dealer").first()
    return found.dealer if found and found.dealer else case.asset.dealer


def fix_of(case: cases.Case) -> obligations.Obligation | None:
    """What the case promises about the fault, the earliest first."""
    rows = obligations.Obligation.objects.filter(
        provider_id=case.provider_id,
        subject_kind="case",
        subject_code=case.code,
        what=FIXED,
        due_at__isnull=False,
    )
    return rows.order_by("due_at").first()


def engineers_of(dealer: parties.Dealer) -> QuerySet[User]:
    """The engineers whom a dealer can send: its own people, or those of its stations."""
    rows = parties.engineers(dealer.provider_id)
    return rows.filter(Q(person__dealer=dealer) | Q(person__station__dealer=dealer)).distinct()


def fulfilled(order: RepairOrder) -> Fulfilment | None:
    """How the order was done; None while it is not."""
    if order.state != RepairOrderState.DONE or order.ended_at is None:
        return None
    return fulfilment(
        ordered=order.quantity,
        repaired=order.repaired,
        works=bool(order.works),
        due_at=order.due_at,
        done_at=order.ended_at,
    )
