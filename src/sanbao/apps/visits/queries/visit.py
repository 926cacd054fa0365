"""Which visits there are, for whom."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.columns import joined, named
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.apps.visits.facts import CHECKLIST
from sanbao.apps.visits.models import Visit, VisitState
from sanbao.apps.workorders import queries as orders

SEES_ALL = (Role.DESK, Role.DISPATCHER, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
FORESEEN = timedelta(days=14)  # how far ahead certificates are looked at for appointments
OPEN = (VisitState.AGREED, VisitState.ARRIVED, VisitState.WORKED, VisitState.SIGNED)


def visits_for(user: User) -> QuerySet[Visit]:
    """The visits that `user` may see: the company's, his own, or those at his own units."""
    visits = of_provider(user)
    return visits if user.has_role(*SEES_ALL) else visits.filter(concerns(user))


def of_provider(user: User) -> QuerySet[Visit]:
    return whole(Visit.objects.filter(provider_id=user.provider_id))


def of_visit(visit: Visit) -> Visit:
    """The visit with everything that a page or a paper says about it."""
    return whole(Visit.objects.filter(pk=visit.pk)).get()


def key_of(provider_id: int, code: str) -> int:
    """The key of the visit of that number. Raises DoesNotExist for none."""
    found = coded(provider_id, code)
    if not found:
        raise Visit.DoesNotExist
    return found[0].pk


@prepared
def coded(provider_id: int, code: str) -> QuerySet[Visit]:
    return Visit.objects.filter(provider_id=provider_id, code=code).only("pk")


def whole(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    return visits.select_related(
        "provider",
        "engineer",
        "decision__version",
        "signature",
        "report",
        "order__case__asset__product",
        "order__case__asset__site",
        "order__case__customer",
        "order__case__version__agreement",
    )


def concerns(user: User) -> Q:
    concern = Q(pk__in=[])
    if user.has_role(Role.ENGINEER):
        concern |= goes(user)
    if user.has_role(Role.CUSTOMER) and (customer := parties.customer_of(user)):
        concern |= Q(order__case__customer=customer)
    if user.has_role(Role.DEALER) and (dealer := parties.dealer_of(user)):
        concern |= Q(order__case__asset__dealer=dealer)
    return concern


def goes(user: User) -> Q:
    """The visits that `user` makes, as the one who leads or along with him."""
    return Q(engineer=user) | Q(order__in=orders.joined_by(user))


def visits_of_engineer(user: User) -> QuerySet[Visit]:
    return of_provider(user).filter(goes(user))


def visits_to_work(user: User) -> QuerySet[Visit]:
    """The visits on which `user` may act: those that he leads, or all for who runs the service."""
    visits = of_provider(user)
    return visits if user.has_role(Role.MANAGER) else visits.filter(engineer=user)


def orders_to_work(user: User) -> QuerySet[orders.WorkOrder]:
    """The orders for which `user` may agree an appointment."""
    found = orders.orders_for(user)
    return found if user.has_role(Role.MANAGER) else found.filter(engineer=user)


def filtered(
    visits: QuerySet[Visit], *, state: str = "", engineer: str = "", text: str = ""
) -> QuerySet[Visit]:
    """Narrowed by state (or `open`), by engineer, and by the start of a number or serial."""
    if state == "open":
        visits = visits.filter(state__in=OPEN)
    elif state in VisitState.values:
        visits = visits.filter(state=state)
    if engineer.isdecimal():
        visits = visits.filter(engineer_id=int(engineer))
    if text := text.strip():
        visits = visits.filter(
            Q(code__startswith=text.upper())
            | Q(order__code__startswith=text.upper())
            | Q(order__case__code__startswith=text.upper())
            | Q(order__case__asset__serial__startswith=text)
            | Q(order__case__customer__name__startswith=text)
        )
    return visits


def visits_of(case_id: int) -> QuerySet[Visit]:
    """The visits of one case, oldest first."""
    found = Visit.objects.filter(order__case_id=case_id)
    return joined(found, *named("engineer"), "report__key").order_by("id")


def open_visit(order: orders.WorkOrder) -> Visit | None:
    """The visit of the order that is agreed or under way."""
    going = (VisitState.AGREED, VisitState.ARRIVED, VisitState.WORKED)
    return whole(Visit.objects.filter(order=order, state__in=going)).first()


def checklist_of(visit: Visit) -> evidence.Record | None:
    """The conduct checklist as it was last filled; a record is always complete."""
    return evidence.latest_record(visit.provider_id, ("visit", visit.code), CHECKLIST)


def photos_of(visit: Visit) -> QuerySet[evidence.Attachment]:
    files = evidence.attachments_of(visit.provider_id, "visit", visit.code)
    return files.filter(purpose="photo")


def files_of(visit: Visit) -> QuerySet[evidence.Attachment]:
    """What proves the fault and the work: photos, films, papers (P3-6.3)."""
    files = evidence.attachments_of(visit.provider_id, "visit", visit.code)
    return files.filter(purpose__in=["photo", "video", "paper"])


def agreed_ahead(*, at: datetime) -> QuerySet[Visit]:
    """The appointments that are still to come within FORESEEN."""
    return Visit.objects.filter(
        state=VisitState.AGREED, agreed_from__gte=at, agreed_from__lt=at + FORESEEN
    )


def providers_with_appointments(*, at: datetime) -> list[int]:
    found = agreed_ahead(at=at).values_list("provider_id", flat=True)
    return list(found.distinct().order_by("provider_id"))


def on_site_due(order: orders.WorkOrder) -> datetime | None:
    """When somebody was promised to be on site, as far as that is still open or was missed."""
    found = obligations.of_subject(order.provider_id, "case", order.case.code)
    return (
        found.filter(what="on_site", due_at__isnull=False, met_at__isnull=True)
        .exclude(state__in=["cancelled", "excused"])
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )


def is_late(starts_at: datetime, due_at: datetime | None) -> bool:
    """Whether an appointment begins only after the promised time has run out."""
    return due_at is not None and starts_at > due_at
