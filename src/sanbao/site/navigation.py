"""What stands in the navigation, for whom. The only list of entries; pages name only themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import STAFF, Role, User


@dataclass(frozen=True, slots=True)
class Entry:
    label: Promise | str
    icon: str
    url_name: str
    roles: tuple[str, ...]


OFFICE = tuple(role for role in STAFF if role != Role.ENGINEER)
# Who runs the service, who sends and is sent, who asks afterwards.
SERVICE = (Role.DESK, Role.DISPATCHER, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
FIELD = (*SERVICE, Role.ENGINEER)
CALLERS = (Role.DESK, Role.MANAGER, Role.QUALITY, Role.AUDITOR)

# Who looks up a price, and has no business with the products behind it.
PRICED = (Role.CUSTOMER, Role.DEALER, Role.ENGINEER)

ENTRIES = (
    Entry(_("My equipment"), "home", "desk:customer_home", (Role.CUSTOMER,)),
    Entry(_("My visits"), "calendar", "visits:today", (Role.ENGINEER,)),
    Entry(_("Service desk"), "headset", "desk:home", OFFICE),
    Entry(_("Cases"), "clipboard", "desk:case_list", STAFF),
    Entry(_("Work orders"), "tool", "workorders:list", FIELD),
    Entry(_("Visits"), "route", "visits:list", SERVICE),
    Entry(_("Follow-up calls"), "phone", "visits:follow_ups", CALLERS),
    Entry(_("Promises"), "clock", "obligations:board", STAFF),
    Entry(_("Kept promises"), "chart", "insight:kept", OFFICE),
    Entry(_("Equipment"), "device", "assets:list", STAFF),
    Entry(_("Customers"), "users", "parties:customers", OFFICE),
    Entry(_("Agreements"), "contract", "agreements:list", STAFF),
    Entry(_("Products"), "package", "products:list", OFFICE),
    Entry(_("Price lists"), "money", "products:price_lists", PRICED),
)


@dataclass(frozen=True, slots=True)
class Link:
    label: Promise | str
    icon: str
    url: str
    is_current: bool


def entries(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the reader's navigation. Pages that are not there yet are left out."""
    user = getattr(request, "user", None)
    return {"navigation": list(links(user, request.path)) if isinstance(user, User) else []}


def links(user: User, path: str) -> Iterator[Link]:
    found = [(entry, address(entry.url_name)) for entry in ENTRIES if user.has_role(*entry.roles)]
    current = max(
        (url for entry, url in found if url and path.startswith(url)),
        key=len,
        default="",
    )
    for entry, url in found:
        if url:
            yield Link(entry.label, entry.icon, url, url == current)


def address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
