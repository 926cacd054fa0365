"""A dealer's home, on the phone first: what waits, what it can do, how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.dealers import queries as dealers
from sanbao.apps.notices import queries as notices
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.deadline import china_day

MOST = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing that a dealer can do, as a large target."""

    icon: str
    label: Promise | str
    url: str


OWN = (
    ("building", _("Staff, account, breaches"), "dealers:file"),
    ("box", _("Parts account"), "settlements:parts"),
)
TILES = (
    ("alert", _("Report a major failure"), "dealers:open_failure"),
    ("clipboard", _("Repair sheets"), "claims:list"),
    ("tool", _("Repair orders"), "dealers:order_list"),
    ("chart", _("Reports"), "dealers:report_list"),
    ("money", _("Statements"), "settlements:list"),
    ("star", _("Service award"), "dealers:award_list"),
    ("money", _("Price lists"), "products:price_lists"),
    ("file", _("Documents"), "knowledge:list"),
    ("shield", _("Trainings"), "training:session_list"),
    ("question", _("Surveys"), "dealers:survey_list"),
    ("message", _("Complaints and suggestions"), "complaints:mine"),
    ("bell", _("Notices"), "notices:list"),
)


@roles_required(Role.DEALER)
def dealer_home(request: HttpRequest) -> HttpResponse:
    me, at = reader(request), timezone.now()
    dealer = get_object_or_404(dealers.dealers_for(me))
    filters = obligations.Filters()
    duties = obligations.board_for(me, filters).order_by(*filters.order)[:MOST]
    orders = dealers.orders_for(me).filter(state__in=dealers.OPEN_ORDERS).order_by("id")
    context = {
        "dealer": dealer,
        "orders": list(orders[:MOST]),
        "due": dealers.due_of(dealer, at=at),
        "reports": [],
        "duties": obligations.rows_of(duties, zone=me.provider.zone, at=at),
        "tiles": [*tiles(dealer.code)],
        "card": dealers.scorecard(dealer, on=china_day(at)),
        "unread": notices.unread_count(me),
        "surveys": list(dealers.open_surveys(dealer)[:MOST]),
    }
    return render(request, "site/pages/dealer_home.html", context)


def tiles(code: str) -> Iterator[Tile]:
    """Its own file and account first."""
    for icon, label, name in OWN:
        yield Tile(icon, label, reverse(name, args=[code]))
    for icon, label, name in TILES:
        yield Tile(icon, label, reverse(name))
