"""Which contacts there are, for whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.columns import joined, named
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.contacts.facts import ANSWERS, LOOKS_ON
from sanbao.apps.contacts.models import Contact, ContactState, Saying
from sanbao.apps.contacts.queries.line import lines_on_duty

STILL_OPEN = (
    ContactState.WAITING,
    ContactState.HELD,
    ContactState.MISSED,
    ContactState.PASSED_ON,
)
OF_ROW = (
    *("customer__name", "customer__code", "line__name", "line__code", "asset__serial"),
    *named("held_by"),
)
# Calls that ring now; an older one was given up without a word from the telephone system.
RINGS_FOR_SECONDS = 120


def contacts_for(user: User, *, at: datetime) -> QuerySet[Contact]:
    """The desk sees all of the company; an engineer those of the lines that he is on duty for, and
    sales those that ask for a price (P3-3.4). Whoever has one sees it.
    """
    rows = Contact.objects.filter(provider_id=user.provider_id)
    if user.has_role(*ANSWERS, *LOOKS_ON):
        return rows
    concern = Q(pk__in=[])
    if user.has_role(Role.ENGINEER):
        lines = lines_on_duty(user, at=at)
        concern |= Q(held_by=user)
        if lines:
            concern |= Q(line__in=[line.pk for line in lines])
        if any(line.answers_writing for line in lines):
            concern |= Q(line__isnull=True)
    if user.has_role(Role.SALES):
        concern |= Q(is_price=True)
    return rows.filter(concern)


@dataclass(frozen=True, slots=True)
class Filters:
    """What an inbox shows. state: a state, `open` or `all`. mine: what I have."""

    state: str = "open"
    channel: str = ""
    mine: bool = False

    @property
    def order(self) -> tuple[str, str]:
        """Whoever waits longest first; all of them newest first."""
        return ("started_at", "id") if self.state != "all" else ("-started_at", "-id")


def inbox_for(user: User, filters: Filters, *, at: datetime) -> QuerySet[Contact]:
    rows = contacts_for(user, at=at)
    if filters.state == "open":
        rows = rows.filter(state__in=STILL_OPEN)
    elif filters.state != "all":
        rows = rows.filter(state=filters.state)
    if filters.channel:
        rows = rows.filter(channel=filters.channel)
    if filters.mine:
        rows = rows.filter(held_by=user)
    return joined(rows, *OF_ROW)


def contact_file(user: User, *, at: datetime) -> QuerySet[Contact]:
    """The same, joined with what the page of one shows."""
    columns = (
        *("provider__zone", "line__name", "line__clause", "follows__code"),
        *("customer__name", "customer__code", "customer__phone"),
        *("asset__serial", *named("held_by"), *named("done_by")),
    )
    return joined(contacts_for(user, at=at), *columns)


def sayings_of(contact: Contact) -> QuerySet[Saying]:
    return joined(Saying.objects.filter(contact=contact), *named("said_by")).order_by("id")


def ringing_for(user: User, *, at: datetime) -> list[Contact]:
    """The calls that ring now for `user`: on his lines, or on a line that nobody is on duty for."""
    if not user.has_role(*ANSWERS, Role.ENGINEER):
        return []
    rows = joined(
        Contact.objects.filter(
            provider_id=user.provider_id, channel="phone", state=ContactState.WAITING
        ),
        *("customer__name", "line__name", "asset__serial"),
    )
    fresh = [one for one in rows.order_by("-id")[:10] if is_ringing(one, at)]
    if not fresh:
        return []
    mine = {line.pk for line in lines_on_duty(user, at=at)}
    if mine:
        return [one for one in fresh if one.line_id is None or one.line_id in mine]
    return fresh if user.has_role(*ANSWERS) else []


def is_ringing(contact: Contact, at: datetime) -> bool:
    return (at - contact.started_at).total_seconds() < RINGS_FOR_SECONDS


def contact_whole(pk: int) -> Contact:
    """One contact with all that a row of the inbox shows."""
    return joined(Contact.objects.all(), *OF_ROW).get(pk=pk)


def by_code(provider_id: int, code: str) -> Contact | None:
    return Contact.objects.filter(provider_id=provider_id, code=code).first()


@prepared
def contacts_of_case(provider_id: int, code: str) -> QuerySet[Contact]:
    rows = Contact.objects.filter(provider_id=provider_id, case_code=code).exclude(case_code="")
    return rows.order_by("id")


def by_key(provider_id: int, key: UUID) -> Contact | None:
    return Contact.objects.filter(provider_id=provider_id, key=key).first()
