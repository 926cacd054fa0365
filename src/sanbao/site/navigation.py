"""What stands in the navigation, for whom. The only list of entries; pages name only themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.notices import queries as notices


@dataclass(frozen=True, slots=True)
class Entry:
    """menu: a key of MENUS, under which it stands for whoever has many entries; "" for none."""

    label: Promise | str
    icon: str
    url_name: str
    roles: tuple[str, ...]
    menu: str = ""


OFFICE = tuple(role for role in STAFF if role != Role.ENGINEER)
# Who runs the service, who sends and is sent, who asks afterwards.
SERVICE = (Role.DESK, Role.DISPATCHER, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
FIELD = (*SERVICE, Role.ENGINEER)
# Who answers whoever turns to us, or looks on.
ANSWERING = (Role.DESK, Role.MANAGER, Role.QUALITY, Role.AUDITOR, Role.ENGINEER, Role.SALES)
CALLERS = (Role.DESK, Role.MANAGER, Role.QUALITY, Role.AUDITOR)

# Who runs the service of the dealers, and who pays them.
DEALERS = (Role.MANAGER, Role.MARKETING, Role.FINANCE, Role.QUALITY, Role.AUDITOR)
# Who reads what dealers claim, and the dealer himself.
CLAIMS = (
    Role.DESK,
    Role.MANAGER,
    Role.QUALITY,
    Role.AUDITOR,
    Role.MARKETING,
    Role.FINANCE,
    Role.DEALER,
)

# On whose pages a call that comes in shows itself.
RUNG = (Role.DESK, Role.MANAGER, Role.ENGINEER)
# Who looks up a price, and has no business with the products behind it.
SELLS = (Role.FINANCE, Role.MARKETING, Role.SALES, Role.AUDITOR)
SETTLES = (Role.MANAGER, Role.MARKETING, Role.FINANCE, Role.AUDITOR)
LEDGER = (Role.FINANCE, Role.AUDITOR)
PRICED = (Role.CUSTOMER, Role.DEALER, Role.ENGINEER)

# Name and icon of each menu.
MENUS: Mapping[str, tuple[Promise | str, str]] = {
    "service": (_("Service"), "headset"),
    "care": (_("Customer care"), "phone"),
    "promises": (_("Promises"), "clock"),
    "records": (_("Records"), "device"),
    "money": (_("Money"), "money"),
}
# A bar with more entries than this is no longer read at a glance; then they stand in menus.
MOST_IN_A_ROW = 7

ENTRIES = (
    Entry(_("My equipment"), "home", "desk:customer_home", (Role.CUSTOMER,)),
    Entry(_("Dealer's desk"), "home", "dealers:home", (Role.DEALER,)),
    Entry(_("My visits"), "calendar", "visits:today", (Role.ENGINEER,)),
    Entry(_("My inspections"), "checklist", "inspections:today", (Role.ENGINEER,)),
    Entry(_("Service desk"), "headset", "desk:home", SERVICE, "service"),
    Entry(_("Inbox"), "message", "contacts:list", ANSWERING, "service"),
    Entry(_("Cases"), "clipboard", "desk:case_list", (*FIELD, Role.SALES), "service"),
    Entry(_("Work orders"), "tool", "workorders:list", FIELD, "service"),
    Entry(_("Visits"), "route", "visits:list", SERVICE, "service"),
    Entry(_("Dispatch board"), "calendar", "dispatch:board", SERVICE, "service"),
    Entry(_("Working time"), "clock", "dispatch:engineer_list", SERVICE, "service"),
    Entry(_("Spare units"), "box", "parts:list", SERVICE, "service"),
    Entry(_("Parts and tools"), "tool", "parts:stock_list", FIELD, "service"),
    Entry(_("Inspections"), "checklist", "inspections:list", SERVICE, "care"),
    Entry(_("Follow-up calls"), "phone", "visits:follow_ups", CALLERS, "care"),
    Entry(_("Call-backs"), "phone", "callbacks:list", CALLERS, "care"),
    Entry(_("Complaints"), "alert", "complaints:list", SERVICE, "care"),
    Entry(
        _("Complaints and suggestions"),
        "message",
        "complaints:mine",
        (Role.CUSTOMER, Role.DEALER),
    ),
    Entry(_("Repair sheets"), "clipboard", "claims:list", CLAIMS, "promises"),
    Entry(_("Promises"), "clock", "obligations:board", STAFF, "promises"),
    Entry(_("Duties"), "clock", "obligations:duties", (Role.DEALER, Role.CUSTOMER), "promises"),
    Entry(_("Kept promises"), "chart", "insight:kept", OFFICE, "promises"),
    Entry(_("Equipment"), "device", "assets:list", STAFF, "records"),
    Entry(_("Customers"), "users", "parties:customers", OFFICE, "records"),
    Entry(_("Dealers"), "building", "dealers:list", DEALERS, "records"),
    Entry(_("Trainings and certificates"), "shield", "training:session_list", OFFICE, "records"),
    Entry(_("Products"), "package", "products:list", OFFICE, "records"),
    Entry(_("Knowledge base"), "file", "knowledge:list", STAFF, "records"),
    Entry(_("Knowledge base"), "file", "knowledge:list", (Role.DEALER, Role.CUSTOMER), "records"),
    Entry(_("My trainings"), "shield", "training:mine", PRICED, "records"),
    Entry(_("Agreements"), "contract", "agreements:list", STAFF),
    Entry(_("Statements"), "money", "settlements:list", SETTLES, "money"),
    Entry(_("Statements"), "money", "settlements:list", (Role.DEALER,), "money"),
    Entry(_("Settled sales"), "chart", "products:sale_list", SELLS, "money"),
    Entry(_("Settled sales"), "chart", "products:sale_list", (Role.DEALER,), "money"),
    Entry(_("Ledger"), "money", "money:trial_balance", LEDGER, "money"),
    Entry(_("Price lists"), "money", "products:price_lists", PRICED),
)


@dataclass(frozen=True, slots=True)
class Link:
    label: Promise | str
    icon: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """Links that stand together under one name."""

    key: str
    label: Promise | str
    icon: str
    links: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        return any(link.is_current for link in self.links)


def entries(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the reader's navigation. Pages that are not there yet are left out."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": "", "unread": 0, "rings": False}
    current = next((link.url for _menu, link in links(user, request.path) if link.is_current), "")
    drawn = entries_for(frozenset(user.roles), current, get_language() or "")
    # Counted when the bar is drawn: a fragment of a page asks nothing.
    return {"navigation": drawn, "unread": lambda: bell(user), "rings": user.has_role(*RUNG)}


@lru_cache(maxsize=512)
def entries_for(roles: frozenset[str], current: str, language: str) -> SafeString:
    """The entries as a page shows them, drawn once for all who see the same: the roles, the
    address of the current entry, and the language, which is the active one.
    """
    shown = bar(User(roles=sorted(roles)), current)
    return render_to_string("site/_entries.html", {"entries": shown}) if shown else SafeString("")


def bell(user: User) -> str:
    """How many notices are unread, as the bell says it; "" for none."""
    count = notices.unread_count(user)
    most = notices.COUNTED - 1
    return f"{most}+" if count > most else str(count or "")


def links(user: User, path: str) -> list[tuple[str, Link]]:
    """Every entry of a reader, each with its menu."""
    found = [(entry, address(entry.url_name)) for entry in ENTRIES if user.has_role(*entry.roles)]
    found = [(entry, url) for entry, url in found if url]
    current = max((url for _entry, url in found if path.startswith(url)), key=len, default="")
    return [
        (entry.menu, Link(entry.label, entry.icon, url, url == current)) for entry, url in found
    ]


def bar(user: User, path: str) -> list[Link | Menu]:
    """The entries of a reader, in menus where there are many; a menu of one is no menu."""
    found = links(user, path)
    if len(found) <= MOST_IN_A_ROW:
        return [link for _menu, link in found]
    return list(in_menus(found))


def in_menus(links: list[tuple[str, Link]]) -> Iterator[Link | Menu]:
    """Each menu where its first link would stand."""
    for key, together in groupby(links, key=itemgetter(0)):
        inside = tuple(link for _menu, link in together)
        if not key or len(inside) == 1:
            yield from inside
        else:
            yield Menu(key, *MENUS[key], links=inside)


@cache
def address(url_name: str) -> str:
    """Of an entry; "" for a page that is not there yet."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
