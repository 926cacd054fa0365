"""After repeated breaches a territory goes to another station, with its open work and what is left
of its fees (P2-10.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.actions.ordering import Sending, send, withdraw
from sanbao.apps.dealers.actions.row import lock, say
from sanbao.apps.dealers.facts import MOVE_PREFIX
from sanbao.apps.dealers.models import RepairOrder, TerritoryMove
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import actions as journal
from sanbao.apps.money import actions as money
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import actions as registering
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class Moving:
    """From which station to which, and why. The same key is the same move."""

    key: UUID
    old: parties.Station
    new: parties.Station
    reason: str


@transaction.atomic
def move_territory(moving: Moving, *, by: User, at: datetime) -> TerritoryMove:
    """Every place of the old station is served by the new one from now on.

    Open repair orders of its places go to the dealer of the new station anew, as they were; what
    the old dealer does elsewhere stays with it. The promises of open cases there name the new
    station; what is left in the old dealer's repair fund goes over by two lines. Raises Refused, by
    the clause, while the old dealer's agreement is neither ended nor to be ended.
    """
    first = TerritoryMove.objects.filter(key=moving.key).first()
    if first is not None:
        return first
    old_dealer = dealer_of(moving)
    lock(old_dealer)
    clause = queries.ending_clause(old_dealer, on=china_day(at))
    if not clause:
        why = Message("neither repeated breaches nor an ended agreement allow it")
        raise Refused(why, clause=queries.MOVE_CLAUSE)
    provider = parties.Dealer.objects.select_related("provider").get(pk=old_dealer.pk).provider
    open_cases = list(queries.open_cases_of(moving.old))
    places = take_over(moving)
    orders = hand_on(moving, open_cases, by=by, at=at) if moving.new.dealer else []
    for case in open_cases:
        describe(case, moving.new)
    code = journal.next_code(MOVE_PREFIX, provider=provider, on=china_day(at))
    quota = carry(old_dealer, moving.new.dealer, provider, code, clause=clause, by=by, at=at)
    made = TerritoryMove.objects.create(
        provider=provider,
        code=code,
        key=moving.key,
        old_station=moving.old,
        new_station=moving.new,
        old_dealer=old_dealer,
        new_dealer=moving.new.dealer,
        places=places,
        orders=orders,
        cases=[case.code for case in open_cases],
        quota=quota,
        reason=moving.reason.strip()[:200],
        clause=clause,
        moved_at=at,
        moved_by=by,
    )
    for dealer in filter(None, (old_dealer, moving.new.dealer)):
        say("dealer.territory_moved", dealer, by=by, at=at, what=code, reason=made.reason)
    return made


def dealer_of(moving: Moving) -> parties.Dealer:
    """The dealer who loses it."""
    if moving.old.pk == moving.new.pk:
        raise Refused(Message("choose another station"), field="new")
    if not moving.reason.strip():
        raise Refused(Message("a reason is needed"), field="reason")
    if moving.old.dealer is None:
        raise Refused(Message("this station is our own"), field="old")
    if moving.new.dealer_id == moving.old.dealer_id:
        raise Refused(Message("that station is the same dealer's"), field="new")
    return moving.old.dealer


def take_over(moving: Moving) -> list[str]:
    """The places, by name, one after the other."""
    places = []
    for territory in moving.old.territories.order_by("id"):
        where = {"province": territory.province, "city": territory.city}
        registering.remove_territory(territory)
        registering.add_territory(moving.new, **where, county=territory.county)
        places.append(f"{territory}")
    return places


def hand_on(
    moving: Moving, open_cases: Sequence[cases.Case], *, by: User, at: datetime
) -> list[list[str]]:
    """Each open order of the old dealer to these cases ends, and the new one has its like: [old,
    new] numbers.
    """
    pairs: list[list[str]] = []
    new_dealer = moving.new.dealer
    rows = RepairOrder.objects.filter(
        dealer=moving.old.dealer, case__in=open_cases, state__in=queries.OPEN_ORDERS
    ).select_related("case__asset", "case__customer")
    for order in rows.order_by("id") if new_dealer else ():
        withdraw(order, reason=moving.reason, by=by, at=at)
        sending = Sending(uuid5(moving.key, order.code), order.task, order.quantity)
        if order.case.state in cases.OPEN and new_dealer is not None:
            sent = send(order.case, new_dealer, sending, by=by, at=at)
            pairs.append([order.code, sent.code])
    return pairs


def describe(case: cases.Case, station: parties.Station) -> None:
    """What is promised in an open case names the station that serves the place now."""
    about = obligations.About(
        label=f"{case.code} {case.customer}",
        province=case.asset.site.province if case.asset.site else "",
        station=station.code,
    )
    obligations.describe_again(case.provider_id, ("case", case.code), about=about)


def carry(
    old: parties.Dealer,
    new: parties.Dealer | None,
    provider: Provider,
    code: str,
    *,
    clause: str,
    by: User,
    at: datetime,
) -> Decimal:
    """What is left in the old dealer's fund goes to the new one's: out of one, into the other."""
    left = queries.fund_left(old)
    if new is None or left <= 0:
        return Decimal(0)
    pairs = (("carried", "fund", old), ("fund", "carried", new))
    for account, contra, dealer in pairs:
        entry = money.Entry(
            item="quota",
            payer="provider",
            basis="agreement",
            description=f"{code} {old.name} → {new.name}",
            quantity=Decimal(1),
            unit_price=left,
            amount=left,
            clause=clause,
            contra=contra,
            dealer=dealer.code,
            period=f"{china_day(at).year}",
            evidence=code,
            key=f"territory move {code} {account}",
        )
        subject = ("dealer", dealer.code)
        money.book([entry], provider=provider, account=account, subject=subject, by=by, at=at)
    return left
