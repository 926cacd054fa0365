"""The file of one dealer: organisation, account, territory, breaches, rules, history."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.wording import complain, said
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.views.step import STEPS, Shown, form_of, offered
from sanbao.apps.journal import queries as journal
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.moves import Refused
from sanbao.rules.organisation import lack_words

SHOWN = 12
LATEST = 6


def found(request: HttpRequest, code: str) -> parties.Dealer:
    dealer: parties.Dealer = get_object_or_404(queries.dealers_for(reader(request)), code=code)
    return dealer


@require_safe
@roles_required(*queries.READERS)
def dealer_file(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, found(request, code))


@require_POST
@roles_required(*queries.READERS)
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Take one step; a refusal shows the page with the form as it was typed."""
    me, dealer = reader(request), found(request, code)
    taken = STEPS.get(name)
    if taken is None or not me.has_role(*taken.roles):
        raise Http404
    form = form_of(name, dealer, me, request.POST)
    if form.is_valid():
        try:
            taken.take(dealer, form, me, timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("It is on record."))
            return redirect("dealers:file", dealer.code)
    return show(request, dealer, refused={name: form})


def show(
    request: HttpRequest, dealer: parties.Dealer, *, refused: Mapping[str, Any] | None = None
) -> HttpResponse:
    me, on = reader(request), china_day(timezone.now())
    shown = read(dealer, me, on=on)
    context = {
        "dealer": dealer,
        "shown": shown,
        "lacks": [(said(lack_words(one)), one.clause) for one in shown.standing.shortfalls],
        "asked": bool(shown.standing.asked),
        "account": queries.account_of(dealer.pk),
        "accounts": list(queries.accounts_of(dealer.pk)[:SHOWN]),
        "sees_account": me.has_role(*queries.PAYS),
        "stations": queries.stations_of(dealer),
        "people": without_post(dealer, shown)[:SHOWN],
        "breaches": list(queries.breaches_of(dealer)[:SHOWN]),
        "exposures": list(queries.exposures_of(dealer)[:LATEST]),
        "rules": queries.rules_of(dealer),
        "due": queries.due_of(dealer, at=timezone.now()),
        "reports": list(queries.latest_reports(dealer)[:LATEST]),
        "steps": offered(dealer, shown, refused=refused or {}),
        "history": latest(dealer),
        "is_inside": queries.is_inside(me),
    }
    return render(request, "dealers/file.html", context, status=422 if refused else 200)


def without_post(dealer: parties.Dealer, shown: Shown) -> QuerySet[parties.Person]:
    """Its other people: who signs in for it, who sells."""
    named = [post.person_id for post in shown.posts if post.ended_at is None]
    return dealer.people.exclude(pk__in=named).order_by("name")


def read(dealer: parties.Dealer, me: User, *, on: date) -> Shown:
    upkeep = list(queries.upkeep_of(dealer))
    return Shown(
        posts=list(queries.posts_of(dealer)[:SHOWN]),
        equipment=list(queries.equipment_of(dealer)),
        proposed=queries.proposed_account(dealer.pk),
        untold=list(queries.untold(dealer)),
        standing=queries.standing_of(dealer, on=on),
        is_lapsed=any(duty.state == "lapsed" for duty in upkeep),
        me=me,
    )


def latest(dealer: parties.Dealer) -> list[journal.Entry]:
    """What happened last, the newest first."""
    rows = journal.history(dealer.provider_id, ("dealer", dealer.code))
    return list(rows.order_by("-id")[:SHOWN])
