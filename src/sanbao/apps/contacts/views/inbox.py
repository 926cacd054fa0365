"""One inbox for calls, chats, mails and reports: who waits, who has it, since when."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.facts import ANSWERS, LOOKS_ON, SEES, TAKES, Incoming
from sanbao.apps.contacts.forms import CallForm

PAGE = 30
LOOKING_BACK = timedelta(days=365)
FIGURES = (*ANSWERS, *LOOKS_ON)


@roles_required(*SEES)
def contact_list(request: HttpRequest) -> HttpResponse:
    """Whoever waits longest stands first."""
    me, at = reader(request), timezone.now()
    filters = filters_of(request)
    rows = queries.inbox_for(me, filters, at=at)
    page = page_of(rows, by=filters.order, after=request.GET.get("after", ""), size=PAGE)
    asked = {"state": filters.state, "channel": filters.channel, "mine": "1" * filters.mine}
    context = {
        "rows": page.rows,
        "after": page.after,
        "filters": filters,
        "states": queries.ContactState.choices,
        "channels": queries.Channel.choices,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "at": at,
        "takes": me.has_role(*TAKES),
        "on_duty": list(queries.on_duty(me.provider_id, at=at)),
    }
    return render(request, "contacts/list.html", context)


def filters_of(request: HttpRequest) -> queries.Filters:
    known = {*queries.ContactState.values, "open", "all"}
    state, channel = request.GET.get("state", ""), request.GET.get("channel", "")
    return queries.Filters(
        state=state if state in known else "open",
        channel=channel if channel in queries.Channel.values else "",
        mine=request.GET.get("mine") == "1",
    )


@roles_required(*ANSWERS, Role.ENGINEER)
def call(request: HttpRequest) -> HttpResponse:
    """Somebody is on the line: written down, and whoever writes it down has it."""
    me = reader(request)
    form = CallForm(
        request.POST if request.method == "POST" else None,
        lines=list(queries.lines_of(me.provider_id)),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        incoming = Incoming(
            provider=me.provider,
            channel=queries.Channel.PHONE,
            key=given["key"],
            phone=given["phone"],
            name=given["name"],
            line=queries.line_called(me.provider_id, given.get("line", "")),
        )
        contact = actions.take_down(incoming, given["said"], by=me, at=timezone.now())
        return redirect("contacts:contact", contact.code)
    context = {"form": form}
    return render(request, "contacts/call.html", context, status=422 if form.errors else 200)


@roles_required(*SEES)
def ringing(request: HttpRequest) -> HttpResponse:
    """What rings now for me: the pages of those on duty ask when a call comes in."""
    at = timezone.now()
    context = {"calls": queries.ringing_for(reader(request), at=at)}
    return render(request, "contacts/_ringing.html", context)


@roles_required(*FIGURES)
def figures(request: HttpRequest) -> HttpResponse:
    """Solved at first, and how soon answered, by month and person."""
    rows = queries.figures_for(reader(request), since=timezone.now() - LOOKING_BACK)
    return render(request, "contacts/figures.html", {"rows": rows})
