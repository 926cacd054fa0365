"""The customer's home, on the phone first: what waits for me, what I can do, my equipment."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.complaints import queries as complaints
from sanbao.apps.contacts import queries as contacts
from sanbao.apps.desk import queries as cases
from sanbao.apps.parties import queries as parties
from sanbao.apps.visits import queries as visits

UNITS = 20
CASES = 10
MOST = 3  # of each kind that waits


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the customer, or that comes."""

    icon: str
    title: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing that a customer can do, as a large target."""

    icon: str
    label: Promise | str
    url: str


@roles_required(Role.CUSTOMER)
def customer_home(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    units = page_of(
        assets.assets_for(user), by=("-id",), after=request.GET.get("after", ""), size=UNITS
    )
    context = {
        "units": units.rows,
        "after": units.after,
        "cases": list(cases.cases_for(user).order_by("-id")[:CASES]),
        "waiting": [*coming(user), *ratings(user), *answers(user), *papers(user)],
        "tiles": tiles(units.rows),
        "people": agreements.service_contacts(assets.assets_for(user).values("agreement")),
        "has_unread": contacts.has_unread(user),
    }
    return render(request, "site/pages/customer_home.html", context)


def coming(user: User) -> Iterator[Waiting]:
    """Who comes, and when."""
    agreed = visits.visits_for(user).filter(
        state=visits.VisitState.AGREED, agreed_until__gte=timezone.now()
    )
    for visit in agreed.order_by("agreed_from")[:MOST]:
        at = timezone.localtime(visit.agreed_from)
        yield Waiting(
            "calendar",
            _("%(engineer)s comes on %(at)s")
            % {"engineer": visit.engineer, "at": f"{at:%m-%d %H:%M}"},
            f"{visit.order.case.asset}",
            reverse("desk:customer_case", args=[visit.order.case.code]),
        )


def ratings(user: User) -> Iterator[Waiting]:
    """Services that have not been rated."""
    calls = visits.FollowUp.objects.filter(
        case__customer=parties.customer_of(user), done_at__isnull=True
    )
    for call in calls.select_related("case__asset__product").order_by("-id")[:MOST]:
        url = reverse("public:follow_up", args=[visits.link_token(call)])
        yield Waiting("star", _("Rate this service"), f"{call.case.code} {call.case.asset}", url)


def answers(user: User) -> Iterator[Waiting]:
    """Complaints that were answered: does that settle it?"""
    rows = complaints.complaints_for(user).filter(state=complaints.ComplaintState.ANSWERED)
    for row in rows.order_by("-id")[:MOST]:
        url = reverse("complaints:complaint", args=[row.code])
        yield Waiting("message", _("Your complaint is answered"), row.code, url)


def papers(user: User) -> Iterator[Waiting]:
    """Agreements that wait for the customer's signature."""
    for version in agreements.to_sign(user).order_by("-id")[:MOST]:
        agreement = version.agreement
        url = reverse("agreements:sign", args=[agreement.code, version.number])
        yield Waiting("signature", _("To be signed by you"), agreement.title, url)


def tiles(units: list[assets.Asset]) -> list[Tile]:
    """Everything a customer can do. With one unit the way to it is shorter by a tap."""
    only = units[0] if len(units) == 1 else None
    report = reverse("desk:customer_report", args=[only.pk]) if only else "#units"
    run_log = reverse("assets:run_log", args=[only.serial]) if only else "#units"
    papers_ = reverse("knowledge:documents", args=[only.serial]) if only else "#units"
    return [
        Tile("tool", gettext_lazy("Report a fault"), report),
        Tile("message", gettext_lazy("Ask us"), reverse("contacts:mine")),
        Tile("clipboard", gettext_lazy("Follow my reports"), "#reports"),
        Tile("alert", gettext_lazy("Complain"), reverse("complaints:complain")),
        Tile("star", gettext_lazy("Suggest something"), reverse("complaints:suggest")),
        Tile("file", gettext_lazy("Documents"), papers_),
        Tile("checklist", gettext_lazy("Run log"), run_log),
        Tile("question", gettext_lazy("Knowledge base"), reverse("knowledge:list")),
    ]
