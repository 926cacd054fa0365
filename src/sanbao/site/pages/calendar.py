"""One person's calendar as a feed (iCalendar, RFC 5545): his visits, and what falls due.

The address is the key. A visit comes from a later app than the feed's token, so it is put together
here. SEQUENCE counts what has happened to the subject, so that a moved date replaces the old one.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.journal import queries as journal
from sanbao.apps.notices import actions, queries
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.apps.visits import queries as visits

MOST = 500  # of each; a calendar program reads all of it, every hour
PAST = timedelta(days=30)
GOING = (visits.VisitState.AGREED, visits.VisitState.ARRIVED, visits.VisitState.WORKED)
DUE = (obligations.ObligationState.RUNNING, obligations.ObligationState.MISSED)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a live address; any other address does not exist."""
    found = queries.feed_of(token)
    if found is None:
        raise Http404
    now = timezone.now()
    actions.note_use(found, at=now)
    with translation.override(queries.preference_of(found.user).language):
        text = calendar_of(found.user, at=now).to_ical()
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def calendar_of(user: User, *, at: datetime) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Sanbao//Calendar 1//")
    calendar.add("version", "2.0")
    calendar.add("name", f"{user.provider.name} · {user}")
    calendar.add("x-wr-calname", f"{user.provider.name} · {user}")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for event in events(user, at=at):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar


def events(user: User, *, at: datetime) -> Iterator[Event]:
    zone = ZoneInfo(user.provider.zone)
    if user.has_role(Role.ENGINEER):
        rows = visits.visits_of_engineer(user).filter(state__in=GOING, agreed_from__gte=at - PAST)
        mine = list(rows.order_by("agreed_from", "id")[:MOST])
        told = changes(user.provider_id, [visit.code for visit in mine])
        for visit in mine:
            yield visit_event(visit, zone, *told.get(visit.code, (0, at)))
    for duty in duties_of(user, at=at):
        yield duty_event(duty, zone)


def changes(provider_id: int, codes: list[str]) -> dict[str, tuple[int, datetime]]:
    """By visit: how often something happened to it, and when last."""
    rows = journal.Entry.objects.filter(
        provider_id=provider_id, subject_kind="visit", subject_code__in=codes
    )
    counted = rows.values("subject_code").annotate(count=Count("id"), last=Max("recorded_at"))
    return {row["subject_code"]: (row["count"], row["last"]) for row in counted}


def duties_of(user: User, *, at: datetime) -> QuerySet[obligations.Obligation]:
    """What one has to keep oneself, or one's dealer has: open with a due time, or missed."""
    rows = obligations.Obligation.objects.filter(
        provider_id=user.provider_id,
        state__in=DUE,
        met_at__isnull=True,
        due_at__gte=at - PAST,
    )
    dealer = parties.dealer_of(user) if user.has_role(Role.DEALER) else None
    if dealer is not None:
        rows = rows.filter(owed_by=obligations.Obligor.DEALER, dealer=dealer.code)
    else:
        rows = rows.filter(owner=user)
    counted = rows.annotate(lines=Count("log"), last=Max("log__at"))
    return counted.order_by("due_at", "id")[:MOST]


def visit_event(visit: visits.Visit, zone: ZoneInfo, count: int, last: datetime) -> Event:
    case = visit.order.case
    site = case.asset.site
    event = blank("visit", visit.code, visit.provider.slug, count=count, last=last)
    event.add("summary", f"{case.customer.name} · {case.asset.serial}")
    event.add("dtstart", visit.agreed_from.astimezone(zone))
    event.add("dtend", visit.agreed_until.astimezone(zone))
    if site is not None:
        event.add("location", f"{site.province}{site.city}{site.address}")
    event.add("description", "\n".join((visit.order.task, visit.agreed_with)))
    event.add("url", public(reverse("visits:visit", args=[visit.code])))
    return event


def duty_event(duty: obligations.Obligation, zone: ZoneInfo) -> Event:
    """On its last day where it ends with a day, else at its instant."""
    told = {"count": duty.lines, "last": duty.last}  # type: ignore[attr-defined]
    event = blank("obligation", duty.code, str(duty.provider_id), **told)
    words = {"promise": obligations.promise(duty.what), "subject": duty.subject_label}
    event.add("summary", _("Due: %(promise)s · %(subject)s") % words)
    start = duty.due_at.astimezone(zone) if duty.due_at else None
    if start is not None and ends_a_day(start):
        day: date = start.date() - timedelta(days=1)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        event.add("dtstart", start)
    clause = _("clause %(clause)s") % {"clause": duty.clause}
    event.add("description", f"{clause} · {duty.get_state_display()}")
    event.add("url", public(reverse("obligations:detail", args=[duty.code])))
    return event


def ends_a_day(local: datetime) -> bool:
    return (local.hour, local.minute, local.second) == (0, 0, 0)


def blank(kind: str, code: str, company: str, *, count: int, last: datetime) -> Event:
    """An event that a calendar program knows again, and whose change it sees."""
    event = Event()
    event.add("uid", f"{kind}-{code}-{company}@sanbao".replace(" ", "_"))
    event.add("dtstamp", last)
    event.add("last-modified", last)
    event.add("sequence", count)
    event.add("transp", "OPAQUE" if kind == "visit" else "TRANSPARENT")
    return event


def public(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path
