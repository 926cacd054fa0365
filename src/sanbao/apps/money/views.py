"""The ledger: what each account holds at a day, and the lines behind it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.money import queries
from sanbao.apps.money.forms import LookForm
from sanbao.rules.deadline import china_day
from sanbao.rules.money import NOTHING


@roles_required(*queries.READERS)
def trial_balance(request: HttpRequest) -> HttpResponse:
    """What came to each account, what left it and what it holds: the sum of all is nothing."""
    me, form = reader(request), LookForm(request.GET)
    rows = queries.ledger_for(me, **form.which(me.provider, on=china_day(timezone.now())))
    found = queries.balances(rows)
    came = sum((one.came for one in found), NOTHING)
    left = sum((one.left for one in found), NOTHING)
    asked = urlencode({name: value for name, value in request.GET.items() if value})
    context = {
        "form": form,
        "balances": [(one, queries.account_words(one.account)) for one in found],
        "came": came,
        "left": left,
        "asked": asked,
    }
    return render(request, "money/trial_balance.html", context)


@roles_required(*queries.READERS)
def line_list(request: HttpRequest) -> HttpResponse:
    """The lines themselves, the newest first; of one account, or of all."""
    me, form = reader(request), LookForm(request.GET)
    account = request.GET.get("account", "")[:30]
    rows = queries.ledger_for(me, **form.which(me.provider, on=china_day(timezone.now())))
    rows = queries.of_account(rows, account) if account else rows
    rows = rows.select_related("booked_by")
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=50)
    for line in page.rows:
        line.words = queries.words_of(line)  # type: ignore[attr-defined]
        line.names = [queries.account_words(name) for name in (line.contra, line.account)]  # type: ignore[attr-defined]
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    context = {
        "form": form,
        "page": page,
        "account": account,
        "account_words": queries.account_words(account),
        "further": urlencode({**kept, "after": page.after}) if page.after else "",
    }
    return render(request, "money/lines.html", context)
