"""What lies where, and one store: counted, come in, sent on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.parties import queries as parties
from sanbao.apps.parts import actions, queries
from sanbao.apps.parts.facts import Where, van_of
from sanbao.apps.parts.forms import StockForm
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@roles_required(*queries.SEES_STOCK)
def stock_list(request: HttpRequest) -> HttpResponse:
    """What lies in every store, what came to be there last ahead."""
    me, text = reader(request), request.GET.get("text", "")[:60].replace("\x00", "")
    page = page_of(queries.stocks_for(me, text), by=("-id",), after=request.GET.get("after", ""))
    stations = parties.Station.objects.filter(provider_id=me.provider_id).order_by("name", "pk")
    context = {
        "page": page,
        "text": text,
        "stations": [Where(station=row) for row in stations],
        "van": van_of(me) if me.has_role(Role.ENGINEER) else None,
    }
    return render(request, "parts/stock_list.html", context)


@roles_required(*queries.SEES_STOCK)
def store(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    me = reader(request)
    return show_store(request, me, place_of(me, kind, code))


def place_of(me: User, kind: str, code: str) -> Where:
    place = queries.where_for(me, kind, code)
    if place is None:
        raise Http404
    return place


def show_store(
    request: HttpRequest, me: User, place: Where, form: StockForm | None = None
) -> HttpResponse:
    """One store; with a form that was refused it is the answer to a move (422)."""
    rows = queries.stock_in(place)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""))
    context = {
        "place": place,
        "page": page,
        "moves": queries.moves_of(place),
        "form": form or stock_form(me, place, initial={"part": request.GET.get("part", "")[:40]}),
    }
    return render(request, "parts/store.html", context, status=422 if form else 200)


def stock_form(me: User, place: Where, **more: object) -> StockForm | None:
    """None where the reader may do nothing there."""
    keeps, to = queries.may_keep(me, place), queries.moves_to(me, place)
    return StockForm(to=to, keeps=keeps, **more) if keeps or to else None


@require_POST
@roles_required(*queries.MOVERS)
def move(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    me = reader(request)
    place = place_of(me, kind, code)
    form = stock_form(me, place, data=request.POST)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            moved(me, place, form)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("Written down."))
            return redirect("parts:store", kind, code)
    return show_store(request, me, place, form)


def moved(me: User, place: Where, form: StockForm) -> None:
    """Do what the form says."""
    given = form.cleaned_data
    part = queries.part_called(me, given["part"].strip())
    if part is None:
        raise Refused(Message("there is no part with this number"), field="part")
    more = {"key": given["key"], "by": me, "at": timezone.now(), "note": given["note"]}
    if given["does"] == "count":
        actions.count(place, part, given["quantity"], **more)
    elif given["does"] == "receive":
        actions.receive(place, part, given["quantity"], **more)
    elif (to := form.to_place()) is not None:
        actions.send(place, to, part, given["quantity"], **more)
    else:
        raise Refused(Message("say where it is sent"), field="to")
