"""The file of one sheet, and the steps that may be taken with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.wording import complain, said
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.forms import CallForm, PenaltyForm, ReasonForm, VerifyForm
from sanbao.apps.claims.views.listing import READERS
from sanbao.apps.claims.views.photo import photos_on
from sanbao.apps.journal import queries as journal
from sanbao.rules.moves import Refused
from sanbao.rules.sheet import LACK_WORDS, MOVES
from sanbao.rules.sheet import Step as Move


@dataclass(frozen=True, slots=True)
class Step:
    label: Promise | str
    button: Promise | str
    take: Callable[[queries.Sheet, Any, User, datetime], object]
    roles: tuple[str, ...]
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    name: str
    step: Step
    form: Any
    is_refused: bool = False


def confirm(row: queries.Sheet, form: CallForm, by: User, at: datetime) -> object:
    return actions.confirm(row, form.called(), by=by, at=at)


def check(row: queries.Sheet, form: CallForm, by: User, at: datetime) -> object:
    return actions.check(row, form.called(), by=by, at=at)


def verify(row: queries.Sheet, form: VerifyForm, by: User, at: datetime) -> object:
    return actions.verify(row, form.allowed(), by=by, at=at)


def send_back(row: queries.Sheet, form: ReasonForm, by: User, at: datetime) -> object:
    return actions.send_back(row, reason=form.cleaned_data["reason"], by=by, at=at)


def refuse(row: queries.Sheet, form: ReasonForm, by: User, at: datetime) -> object:
    return actions.refuse(row, reason=form.cleaned_data["reason"], by=by, at=at)


def penalise(row: queries.Sheet, form: PenaltyForm, by: User, at: datetime) -> object:
    given = form.cleaned_data
    place = int(given["place"])
    return actions.propose_penalty(row, place, reason=given["reason"], by=by, at=at)


STEPS: Mapping[str, Step] = {
    "confirm": Step(
        _("First follow-up: the customer was called"),
        _("Write down"),
        confirm,
        queries.WRITES,
        Move.CONFIRM,
    ),
    "check": Step(
        _("Second follow-up: the customer was called"),
        _("Write down"),
        check,
        queries.CHECKS,
        Move.CHECK,
    ),
    "verify": Step(_("Allow it, line by line"), _("Allow"), verify, queries.JUDGES, Move.VERIFY),
    "send_back": Step(
        _("Send it back to be completed"), _("Send back"), send_back, queries.JUDGES, Move.RETURN
    ),
    "refuse": Step(_("Refuse it"), _("Refuse"), refuse, queries.JUDGES, Move.REFUSE),
    "penalise": Step(
        _("An item is false: propose a penalty"), _("Propose"), penalise, queries.JUDGES
    ),
}


@roles_required(*READERS)
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    return show(request, get_object_or_404(queries.files_for(me), code=code), me)


@require_POST
@roles_required(*READERS)
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Take one step; a refusal shows the page with the form as it was typed."""
    me = reader(request)
    row = get_object_or_404(queries.files_for(me), code=code)
    taken = STEPS.get(name)
    if taken is None or not may_take(taken, row, me):
        raise Http404
    form = form_of(name, row, request.POST)
    if form.is_valid():
        try:
            taken.take(row, form, me, timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("claims:sheet", row.code)
    row = get_object_or_404(queries.files_for(me), code=code)
    return show(request, row, me, refused={name: form})


def may_take(step: Step, row: queries.Sheet, user: User) -> bool:
    """By role and state; what the guards ask is answered when the step is taken."""
    if not user.has_role(*step.roles):
        return False
    if step.move is None:
        return row.state in queries.PENALISED and row.lines.exists()
    return step.move in MOVES.next[queries.standing(row).value]


def form_of(name: str, row: queries.Sheet, data: Any = None) -> Form:
    auto_id = f"{name}_%s"
    if name == "verify":
        lines = list(row.lines.order_by("place"))
        return VerifyForm(data, lines=lines, proposed=actions.proposed(row, lines), auto_id=auto_id)
    if name == "penalise":
        return PenaltyForm(data, lines=list(row.lines.order_by("place")), auto_id=auto_id)
    if name in ("confirm", "check"):
        return CallForm(data, auto_id=auto_id)
    missing = lacking(row) if name == "send_back" else []
    initial = {"reason": "；".join(f"{words}（{clause}）" for words, clause in missing)}
    return ReasonForm(data, auto_id=auto_id, initial=initial)


def lacking(row: queries.Sheet) -> list[tuple[str, str]]:
    """What is missing, in words, each with its clause."""
    lines = list(row.lines.order_by("place"))
    return [
        (said(LACK_WORDS[lack]), clause) for lack, clause in queries.lacking(row, lines).items()
    ]


def show(
    request: HttpRequest,
    row: queries.Sheet,
    me: User,
    *,
    refused: Mapping[str, Form] | None = None,
) -> HttpResponse:
    refused = refused or {}
    state = queries.standing(row)
    context = {
        "sheet": row,
        "state": state,
        "lines": row.lines.order_by("place"),
        "lacking": lacking(row) if state.value in queries.MENDED else [],
        "checks": row.checks.select_related("checked_by").order_by("id"),
        "steps": [
            Offer(name, step, refused.get(name) or form_of(name, row), name in refused)
            for name, step in STEPS.items()
            if may_take(step, row, me)
        ],
        "may_edit": me.has_role(*queries.WRITES) and Move.WRITE in MOVES.next[state.value],
        "is_inside": queries.is_inside(me),
        "signs": queries.signs_for(me, row),
        **photos_on(row, me),
        "penalties": queries.penalties_for(me).filter(sheet=row),
        "history": journal.history(row.provider_id, ("sheet", row.code)),
        "returns": queries.earlier_returns(row),
    }
    return render(request, "claims/sheet.html", context, status=422 if refused else 200)
