"""Where each role starts: what is waiting for me."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.apps.accounts.access import Role, User, reader
from sanbao.apps.desk import queries as cases
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.settlements import queries as settlements
from sanbao.apps.settlements.queries import StatementState
from sanbao.apps.visits import queries as visits
from sanbao.apps.workorders import queries as workorders
from sanbao.site.navigation import links

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits. tone: a colour of how pressing it is, "" for none."""

    title: str
    words: str
    url: str
    mark: str = ""
    tone: str = "secondary"


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one kind that wait, the first few of them, and where the rest is."""

    label: Promise | str
    items: list[Item]
    url: str
    has_more: bool


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Customers, dealers and engineers have a page of their own; others see their piles."""
    user = reader(request)
    at = timezone.now()
    piles = [make(user, at) for roles, make in PILES if user.has_role(*roles)]
    if piles:
        return render(request, "site/pages/home.html", {"piles": piles})
    for _menu, link in links(user, request.path):
        return redirect(link.url)
    return render(request, "site/home.html")


def pile(label: Promise | str, items: Iterable[Item], url: str) -> Pile:
    """One more than is shown is fetched, to know whether there are more."""
    found = list(items)
    return Pile(label, found[:SHOWN], url, len(found) > SHOWN)


def new_cases(user: User, at: datetime) -> Pile:
    rows = cases.cases_for(user).filter(state=cases.CaseState.REPORTED).order_by("-id")
    items = (case_item(case) for case in rows[: SHOWN + 1])
    label = gettext_lazy("Reported, nothing done yet")
    return pile(label, items, reverse("desk:case_list") + "?state=reported")


def price_questions(user: User, at: datetime) -> Pile:
    """Price enquiries are handed to sales (P3-3.4)."""
    rows = cases.open_cases(user).filter(kind="price_asked").order_by("-id")
    items = (case_item(case) for case in rows[: SHOWN + 1])
    return pile(gettext_lazy("Questions about prices"), items, reverse("desk:case_list"))


def case_item(case: cases.Case) -> Item:
    return Item(
        title=f"{case.code} · {case.customer.name}",
        words=case.description,
        url=reverse("desk:case", args=[case.code]),
        mark="" if case.version_id else _("not decided yet"),
        tone="orange",
    )


def follow_ups(user: User, at: datetime) -> Pile:
    rows = visits.open_follow_ups(user).order_by("due_at", "id")
    items = (follow_up_item(call, at) for call in rows[: SHOWN + 1])
    label = gettext_lazy("Follow-up calls to make")
    return pile(label, items, reverse("visits:follow_ups"))


def follow_up_item(call: visits.FollowUp, at: datetime) -> Item:
    is_late = call.due_at < at
    return Item(
        title=f"{call.case.code} · {call.case.customer.name}",
        words=str(call.case.asset),
        url=reverse("visits:follow_up", args=[call.pk]),
        mark=_("overdue") if is_late else "",
        tone="red",
    )


def orders_to_assign(user: User, at: datetime) -> Pile:
    rows = workorders.orders_for(user).filter(state=workorders.WorkOrderState.RAISED).order_by("id")
    items = (order_item(order) for order in rows[: SHOWN + 1])
    label = gettext_lazy("Work orders to assign")
    return pile(label, items, reverse("workorders:list") + "?state=raised")


def order_item(order: workorders.WorkOrder) -> Item:
    return Item(
        title=f"{order.code} · {order.case.customer.name}",
        words=order.task,
        url=reverse("workorders:order", args=[order.code]),
    )


def next_promises(user: User, at: datetime) -> Pile:
    """What falls due next, of the whole company."""
    filters = obligations.Filters(state="running")
    rows = obligations.board_for(user, filters).order_by(*filters.order)[: SHOWN + 1]
    shown = obligations.rows_of(rows, zone=user.provider.zone, at=at)
    items = (promise_item(row) for row in shown)
    return pile(gettext_lazy("Promises that fall due next"), items, reverse("obligations:board"))


def missed_promises(user: User, at: datetime) -> Pile:
    filters = obligations.Filters(state="missed")
    rows = obligations.board_for(user, filters).filter(met_at__isnull=True)
    shown = obligations.rows_of(
        rows.order_by(*filters.order)[: SHOWN + 1], zone=user.provider.zone, at=at
    )
    items = (promise_item(row) for row in shown)
    url = reverse("obligations:board") + "?state=missed"
    return pile(gettext_lazy("Promises missed and still owed"), items, url)


def promise_item(row: obligations.Row) -> Item:
    return Item(
        title=f"{row.promise} · " + _("clause %(number)s") % {"number": row.obligation.clause},
        words=row.obligation.subject_label or row.obligation.subject_code,
        url=reverse("obligations:detail", args=[row.obligation.code]),
        mark=row.left.words,
        tone=row.left.tone,
    )


def statements(state: str, label: Promise | str) -> Callable[[User, datetime], Pile]:
    """Statements of dealers that wait for the reader's step."""

    def made(user: User, at: datetime) -> Pile:
        rows = settlements.statements_for(user).filter(state=state).order_by("id")
        items = (statement_item(row) for row in rows[: SHOWN + 1])
        return pile(label, items, f"{reverse('settlements:list')}?state={state}")

    return made


def statement_item(row: settlements.Statement) -> Item:
    return Item(
        title=f"{row.dealer} · {row.period}",
        words=row.code,
        url=reverse("settlements:statement", args=[row.code]),
        mark=f"¥{row.granted}",
    )


SERVICE = (Role.DESK, Role.DISPATCHER, Role.MANAGER)
PILES: tuple[tuple[tuple[str, ...], Callable[[User, datetime], Pile]], ...] = (
    ((Role.DESK, Role.MANAGER), new_cases),
    ((Role.DISPATCHER, Role.MANAGER), orders_to_assign),
    (SERVICE, next_promises),
    ((*SERVICE, Role.QUALITY), missed_promises),
    ((Role.DESK, Role.MANAGER, Role.QUALITY), follow_ups),
    ((Role.SALES,), price_questions),
    ((Role.MARKETING,), statements(StatementState.MADE, gettext_lazy("Statements to approve"))),
    (
        (Role.FINANCE,),
        statements(StatementState.MARKETING_APPROVED, gettext_lazy("Statements to approve")),
    ),
    ((Role.FINANCE,), statements(StatementState.APPROVED, gettext_lazy("Approved, to be paid"))),
)
