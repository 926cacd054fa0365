"""What was sent where, and what endpoints there are."""

from typing import Any

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.journal.queries import Entry
from sanbao.apps.notices.facts import NOTICE
from sanbao.apps.notices.models import Delivery, Endpoint
from sanbao.apps.notices.queries.notice import row_of


def endpoints_for(user: User) -> QuerySet[Endpoint]:
    """The company's endpoints, for the administrator alone."""
    rows = Endpoint.objects.filter(provider_id=user.provider_id)
    return rows if user.has_role(Role.ADMINISTRATOR) else rows.none()


def deliveries_for(user: User) -> QuerySet[Delivery]:
    """The company's deliveries, for the administrator alone."""
    rows = Delivery.objects.filter(provider_id=user.provider_id).select_related("entry", "endpoint")
    return rows if user.has_role(Role.ADMINISTRATOR) else rows.none()


@prepared
def active_endpoints(provider_id: int) -> QuerySet[Endpoint]:
    """The endpoints of a company that are told of anything."""
    return Endpoint.objects.filter(provider_id=provider_id, is_active=True).order_by("id")


def delivery(pk: int) -> Delivery:
    """With all that sending asks for."""
    return Delivery.objects.select_related(
        "provider",
        "entry__by",
        "endpoint",
        "notice__entry",
        "notice__user__provider",
        "reader__provider",
    ).get(pk=pk)


def body_of(delivery: Delivery) -> dict[str, Any]:
    """What an endpoint is posted: the same at every attempt, since an entry never changes."""
    entry = delivery.entry
    data = told(entry)
    if delivery.notice is None:
        return {"type": entry.happening, "timestamp": entry.at.isoformat(), "data": data}
    notice = delivery.notice
    row = row_of(notice, user=notice.user)
    data["notice"] = {
        "to": notice.user.username,
        "news": notice.news,
        "title": row.title,
        "about": row.about,
        "urgent": notice.is_urgent,
    }
    return {"type": NOTICE, "timestamp": entry.at.isoformat(), "data": data}


def told(entry: Entry) -> dict[str, Any]:
    return {
        "happening": entry.happening,
        "kind": entry.subject_kind,
        "code": entry.subject_code,
        "at": entry.at.isoformat(),
        "by": entry.by.username if entry.by else "",
        "was": entry.was,
        "now": entry.now,
        "details": entry.details,
    }
