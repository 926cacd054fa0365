"""Which complaints there are, for whom; and what an agreement says about complaints."""

from typing import Any

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.complaints.models import Complaint, ComplaintState
from sanbao.apps.parties import queries as parties
from sanbao.rules.agreement import Clause

SEES_ALL = (Role.DESK, Role.DISPATCHER, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
# To the desk, or to the technical dispatcher or the manager themselves (P8-9).
HANDLES = (Role.DESK, Role.DISPATCHER, Role.MANAGER)
JUDGES = (Role.DISPATCHER, Role.MANAGER)
COMPLAINS = (Role.CUSTOMER, Role.DEALER)
OPEN = (
    ComplaintState.RECEIVED,
    ComplaintState.INVESTIGATED,
    ComplaintState.ANSWERED,
    ComplaintState.VERIFIED,
)
AREA = "complaint"
HOTLINE = "complaint_hotline"


def is_inside(user: User) -> bool:
    """Whether `user` reads complaints as the company does, findings and discipline included."""
    return user.has_role(*SEES_ALL)


def complaints_for(user: User) -> QuerySet[Complaint]:
    """All of the company for those who run the service; a customer's and a dealer's own."""
    rows = Complaint.objects.filter(provider_id=user.provider_id)
    return rows if is_inside(user) else rows.filter(concerns(user))


def files_for(user: User) -> QuerySet[Complaint]:
    """The same with what the page of one shows."""
    return complaints_for(user).select_related(
        "provider",
        "customer",
        "dealer",
        "asset__product",
        "against",
        "owner",
        "version__agreement",
        "record__form",
    )


def concerns(user: User) -> Q:
    concern = Q(pk__in=[])
    if user.has_role(Role.CUSTOMER) and (customer := parties.customer_of(user)):
        concern |= Q(customer=customer)
    if user.has_role(Role.DEALER) and (dealer := parties.dealer_of(user)):
        concern |= Q(dealer=dealer)
    return concern


def whose(user: User) -> dict[str, Any]:
    """The customer and the dealer that somebody speaks for, as a complaint or a wish is told."""
    return {"customer": parties.customer_of(user), "dealer": parties.dealer_of(user)}


def spoken_of(user: User, unit: assets.Asset | None) -> dict[str, Any]:
    """Whom a complaint of `user` about a unit concerns. A dealer's own is not for the customer to
    read, though the unit is his.
    """
    mine = whose(user)
    customer = mine["customer"]
    if customer is None and mine["dealer"] is None and unit is not None:
        customer = unit.customer
    return {"customer": customer, "dealer": mine["dealer"] or (unit.dealer if unit else None)}


def filtered(
    rows: QuerySet[Complaint], *, state: str = "", topic: str = "", text: str = ""
) -> QuerySet[Complaint]:
    """Narrowed by state (or `open`), by topic, and by the start of a number or a name."""
    if state == "open":
        rows = rows.filter(state__in=OPEN)
    elif state:
        rows = rows.filter(state=state)
    if topic:
        rows = rows.filter(topic=topic)
    if text := text.replace("\x00", "").strip():
        rows = rows.filter(
            Q(code__startswith=text.upper())
            | Q(about_code__startswith=text.upper())
            | Q(complainer_name__startswith=text)
            | Q(complainer_phone__startswith=text)
        )
    return rows


@prepared
def about_any(provider_id: int, codes: tuple[str, ...]) -> QuerySet[Complaint]:
    """The complaints about any of these numbers, newest first, as a panel shows them."""
    rows = Complaint.objects.filter(
        provider_id=provider_id,
        about_kind__in=("case", "workorder", "visit"),
        about_code__in=codes,
    )
    return rows.only("code", "state", "topic", "received_at").order_by("-id")


def handlers(provider_id: int) -> QuerySet[User]:
    """Who may be given a complaint to look after."""
    return User.objects.filter(
        provider_id=provider_id,
        is_active=True,
        roles__overlap=[Role.DESK.value, Role.DISPATCHER.value, Role.MANAGER.value],
    ).order_by("display_name", "pk")


def said_on_complaints(version: agreements.Version | None) -> list[Clause]:
    """The clauses of an agreement about complaints, as the page shows them."""
    if version is None:
        return []
    return [clause for clause in agreements.terms(version).clauses.values() if clause.area == AREA]


def clause_of(version: agreements.Version | None) -> str:
    """The clause by which a complaint is judged: the last that speaks of complaints."""
    found = said_on_complaints(version)
    return found[-1].id if found else ""


def hotline_of(version: agreements.Version | None) -> str:
    """The number for complaints that the agreement names (P6-5.4); "" where it names none."""
    return agreements.values(version).get(HOTLINE, "").strip() if version else ""
