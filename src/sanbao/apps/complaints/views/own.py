"""A customer's and a dealer's own pages: complain, suggest, and follow both."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.complaints import actions, queries
from sanbao.apps.complaints.forms import OwnComplaintForm, SuggestionForm
from sanbao.rules.moves import Refused

SHOWN = 20


@roles_required(*queries.COMPLAINS)
def mine(request: HttpRequest) -> HttpResponse:
    """What I have complained of and suggested, and how far each is."""
    me = reader(request)
    context = {
        "complaints": list(queries.complaints_for(me).order_by("-id")[:SHOWN]),
        "suggestions": list(queries.suggestions_for(me).order_by("-id")[:SHOWN]),
    }
    return render(request, "complaints/mine.html", context)


@roles_required(*queries.COMPLAINS)
def send(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    initial = {"complainer_name": str(me), "complainer_phone": me.phone, **asked(request)}
    is_post = request.method == "POST"
    form = OwnComplaintForm(request.POST if is_post else None, user=me, initial=initial)
    if is_post and form.is_valid():
        try:
            made = opened(form.cleaned_data, me)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("Thank you. Your complaint has number %s.") % made.code)
            return redirect("complaints:complaint", made.code)
    return show(request, form, "complaints/complain.html")


def asked(request: HttpRequest) -> dict[str, str]:
    unit = request.GET.get("unit", "")
    return {"unit": unit} if unit.isdecimal() else {}


def show(request: HttpRequest, form: Form, template: str) -> HttpResponse:
    """Under which number a complaint is heard stands beside the form (P6-5.4)."""
    hotline = reader(request).provider.hotline
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "hotline": hotline}, status=status)


def opened(given: dict[str, Any], me: User) -> queries.Complaint:
    unit = given["unit"]
    report = actions.Report(
        key=given["key"],
        source=queries.Source.WEB,
        topic=given["topic"],
        description=given["description"],
        complainer_name=given["complainer_name"],
        complainer_phone=given["complainer_phone"],
        asset=unit,
        **queries.spoken_of(me, unit),
    )
    return actions.open_complaint(report, provider=me.provider, by=me, at=timezone.now())


@roles_required(*queries.COMPLAINS)
def suggest(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    initial = {"author_name": str(me), "author_phone": me.phone, **asked(request)}
    is_post = request.method == "POST"
    form = SuggestionForm(request.POST if is_post else None, user=me, initial=initial)
    if is_post and form.is_valid():
        given = form.cleaned_data
        wish = actions.Wish(
            key=given["key"],
            text=given["text"],
            author_name=given["author_name"],
            author_phone=given["author_phone"],
            asset=given["unit"],
            **queries.whose(me),
        )
        try:
            made = actions.suggest(wish, provider=me.provider, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("Thank you. Your suggestion has number %s.") % made.code)
            return redirect("complaints:suggestion", made.code)
    return show(request, form, "complaints/suggest.html")
