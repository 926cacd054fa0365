"""The promises board: whose obligations a person may see, filtered, next due first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.accounts.columns import joined, named
from sanbao.apps.obligations.models import OPEN_STATES, Obligation, ObligationState, Obligor
from sanbao.apps.parties import queries as parties

OPEN = "open"
STATE_GROUPS: Mapping[str, Sequence[str]] = {
    OPEN: OPEN_STATES,
    **{state.value: (state.value,) for state in ObligationState},
}
NEXT_DUE_FIRST = ("due_at", "id")
LATEST_FIRST = ("-due_at", "-id")
OFFICE = tuple(role for role in STAFF if role != Role.ENGINEER)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board shows. state: a key of STATE_GROUPS; the rest "" for all."""

    state: str = OPEN
    what: str = ""
    clause: str = ""
    province: str = ""
    mine: bool = False

    @property
    def order(self) -> Sequence[str]:
        """Open promises by what falls due next, ended ones by what fell due last."""
        open_ = self.state in (OPEN, *OPEN_STATES)
        return NEXT_DUE_FIRST if open_ else LATEST_FIRST


def obligations_for(user: User) -> QuerySet[Obligation]:
    """The office sees all of its provider, an engineer what is his own; a dealer and a customer
    what they owe and what is owed to them as such. Who holds several roles sees what each shows.
    """
    rows = Obligation.objects.filter(provider_id=user.provider_id)
    if user.has_role(*OFFICE):
        return rows
    seen = Q(pk__in=[])
    if user.has_role(Role.ENGINEER):
        seen |= Q(owner=user)
    if user.has_role(Role.DEALER):
        dealers = parties.Dealer.objects.filter(
            people__user=user, provider_id=user.provider_id
        ).values("code")
        seen |= Q(owed_by=Obligor.DEALER, dealer__in=dealers)
        seen |= Q(subject_kind="dealer", subject_code__in=dealers)
    if user.has_role(Role.CUSTOMER):
        customers = parties.Customer.objects.filter(
            people__user=user, provider_id=user.provider_id
        ).values("code")
        seen |= Q(owed_by=Obligor.CUSTOMER, customer__in=customers)
        seen |= Q(subject_kind="customer", subject_code__in=customers)
    return rows.filter(seen)


def board_for(user: User, filters: Filters) -> QuerySet[Obligation]:
    """The rows of the board, unordered: `filters.order` is the order to page by."""
    wanted = Q(state__in=STATE_GROUPS[filters.state])
    if filters.what:
        wanted &= Q(what=filters.what)
    if filters.clause:
        wanted &= Q(clause=filters.clause)
    if filters.province:
        wanted &= Q(province=filters.province)
    if filters.mine:
        wanted &= Q(owner=user)
    return on_page(obligations_for(user).filter(wanted))


def on_page(rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """With what a page names of the owner and of the agreement, whose paper is long."""
    agreement = ("version__agreement__code", "version__agreement__title")
    return joined(rows, *named("owner"), "version__number", *agreement)


def of_subject(provider_id: int, kind: str, code: str) -> QuerySet[Obligation]:
    """Every obligation of one case or order, those still open first as they fall due."""
    rows = Obligation.objects.filter(provider_id=provider_id, subject_kind=kind, subject_code=code)
    return on_page(rows).order_by("id")
