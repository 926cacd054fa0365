"""The provider's word before costly work, and his goodwill."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.forms import WordDecisionForm, WordForm
from sanbao.apps.claims.views.listing import READERS
from sanbao.apps.parties import queries as parties
from sanbao.rules.moves import Refused


@roles_required(*READERS)
def word_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    context = {
        "page": page_of(queries.words_for(me), by=("-id",), after=request.GET.get("after", "")),
        "may_ask": me.has_role(*queries.WRITES),
        "is_inside": queries.is_inside(me),
    }
    return render(request, "claims/word_list.html", context)


@roles_required(*queries.WRITES)
def ask_word(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    dealer = parties.dealer_of(me)
    if dealer is None:
        raise Http404
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_word(form.told(), dealer=dealer, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("claims:word", made.code)
    return render(
        request, "claims/ask_word.html", {"form": form}, status=422 if form.errors else 200
    )


@roles_required(*READERS)
def word(request: HttpRequest, code: str) -> HttpResponse:
    """One request; whoever may decide does so here."""
    me = reader(request)
    row = get_object_or_404(queries.words_for(me), code=code)
    may_decide = me.has_role(*queries.DECIDES) and row.state == "asked"
    if request.method == "POST" and not may_decide:
        raise Http404
    form = WordDecisionForm(request.POST or None, initial={"granted": row.asked})
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_word(
                row,
                granted=form.amount(),
                reason=form.cleaned_data["reason"],
                by=me,
                at=timezone.now(),
            )
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("claims:word", row.code)
    context = {"word": row, "form": form, "may_decide": may_decide}
    return render(request, "claims/word.html", context, status=422 if form.errors else 200)
