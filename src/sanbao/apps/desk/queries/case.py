"""Which cases there are, for whom."""

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.columns import joined, named
from sanbao.apps.assets import queries as assets
from sanbao.apps.desk.models import Case, CaseState
from sanbao.apps.parties import queries as parties
from sanbao.rules.facts import EventKind

SEES_ALL = (Role.DESK, Role.DISPATCHER, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
OPEN = (CaseState.REPORTED, CaseState.IN_SERVICE, CaseState.RESTORED)
SHORTEST_TEXT = 2


def cases_for(user: User) -> QuerySet[Case]:
    """The cases that `user` may see: all of the provider, or those that concern him."""
    cases = Case.objects.filter(provider_id=user.provider_id).select_related(
        "provider", "asset__product", "asset__site", "customer", "owner", "version__agreement"
    )
    cases = cases.defer("version__source", "version__blanks")
    return cases if user.has_role(*SEES_ALL) else cases.filter(concerns(user))


def files_for(user: User) -> QuerySet[Case]:
    """The same, joined with what the file of a case shows of others and no more."""
    unit = ("asset__serial", "asset__product__name", "asset__product__model")
    site = tuple(f"asset__site__{name}" for name in ("name", "province", "city", "address"))
    cases = cases_for(user).select_related(None)
    return joined(cases, "provider__zone", *unit, *site, "customer__name", *named("opened_by"))


def concerns(user: User) -> Q:
    """Own cases of a customer, own units of a dealer, units an engineer was sent to, and price
    enquiries for sales (P3-3.4).
    """
    concern = Q(pk__in=[])
    if user.has_role(Role.CUSTOMER) and (customer := parties.customer_of(user)):
        concern |= Q(customer=customer)
    if user.has_role(Role.DEALER) and (dealer := parties.dealer_of(user)):
        concern |= Q(asset__dealer=dealer)
    if user.has_role(Role.ENGINEER):
        concern |= Q(asset__in=assets.Attendance.objects.filter(engineer=user).values("asset"))
    if user.has_role(Role.SALES):
        concern |= Q(kind=EventKind.PRICE_ASKED)
    return concern


def by_follow_token(token: str) -> Case | None:
    """The case behind a secret link, whoever asks."""
    return (
        Case.objects.select_related("asset__product", "provider").filter(follow_token=token).first()
    )


def duplicates(asset: assets.Asset) -> QuerySet[Case]:
    """The open cases of a unit, newest first: a further report may belong to one of them."""
    return Case.objects.filter(asset=asset, state__in=OPEN).select_related("owner").order_by("-id")


def open_cases(user: User) -> QuerySet[Case]:
    return cases_for(user).filter(state__in=OPEN)


def filtered(
    cases: QuerySet[Case], *, user: User, state: str = "", channel: str = "", text: str = ""
) -> QuerySet[Case]:
    """Narrowed by state (or `open`), channel, and a piece of number, serial, name or phone."""
    if state == "open":
        cases = cases.filter(state__in=OPEN)
    elif state:
        cases = cases.filter(state=state)
    if channel:
        cases = cases.filter(channel=channel)
    text = text.replace("\x00", "").strip()
    return cases.filter(matches(text, user)) if len(text) >= SHORTEST_TEXT else cases


def matches(text: str, user: User) -> Q:
    """What an index can find: the start of a number or phone, and the units found by the text."""
    units = [unit.pk for unit in assets.search_for(user, text)]
    return (
        Q(code__startswith=text.upper()) | Q(reporter_phone__startswith=text) | Q(asset__in=units)
    )
