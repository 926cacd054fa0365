"""The promises board, one obligation with its log, and the panel that other pages show."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import STAFF, Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.evidence import actions as evidence_actions
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.forms import BoardForm, DoneForm, ExcuseForm, LapseForm, PauseForm
from sanbao.rules.moves import Refused

MAY_PAUSE = (Role.DESK, Role.DISPATCHER, Role.ENGINEER, Role.MANAGER)
# Whoever sees a duty of his own may say that it is done; dealers and customers see no others.
MAY_SAY_DONE = (*MAY_PAUSE, Role.QUALITY, Role.FINANCE, Role.MARKETING, Role.DEALER, Role.CUSTOMER)
A_MINUTE = timedelta(minutes=1)
MAY_LAPSE = (Role.DESK, Role.DISPATCHER, Role.MANAGER)
OTHER_SIDES = (Role.DEALER, Role.CUSTOMER)


@roles_required(*STAFF)
def board(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = BoardForm({"state": "open", **request.GET.dict()})
    filters = form.filters()
    rows = queries.board_for(me, filters)
    page = page_of(rows, by=filters.order, after=request.GET.get("after", ""))
    further = request.GET.copy()
    further["after"] = page.after
    context = {
        "form": form,
        "rows": queries.rows_of(page.rows, zone=me.provider.zone, at=timezone.now()),
        "further": further.urlencode() if page.after else "",
        "troubles": queries.hindrances_for(me),
    }
    return render(request, "obligations/board.html", context)


@roles_required(*OTHER_SIDES)
def duties(request: HttpRequest) -> HttpResponse:
    """What a dealer or a customer owes and is owed: open ones first due, or those of a state."""
    me = reader(request)
    form = BoardForm({"state": "open", **request.GET.dict()})
    filters = queries.Filters(state=form.filters().state)
    page = page_of(
        queries.board_for(me, filters), by=filters.order, after=request.GET.get("after", "")
    )
    context = {
        "form": form,
        "rows": queries.rows_of(page.rows, zone=me.provider.zone, at=timezone.now()),
        "further": f"state={filters.state}&after={page.after}" if page.after else "",
    }
    return render(request, "obligations/duties.html", context)


@roles_required(*OTHER_SIDES)
def duty(request: HttpRequest, code: str) -> HttpResponse:
    obligation = found(reader(request), code)
    return render(request, "obligations/detail.html", card(request, obligation))


def found(user: User, code: str) -> queries.Obligation:
    rows = queries.on_page(queries.obligations_for(user)).select_related("caused_by")
    return get_object_or_404(rows, code=code)


@roles_required(*STAFF)
def detail(request: HttpRequest, code: str) -> HttpResponse:
    obligation = found(reader(request), code)
    return render(request, "obligations/detail.html", card(request, obligation))


def card(request: HttpRequest, obligation: queries.Obligation, **changed: Any) -> dict[str, Any]:
    """What the fragment `_obligation.html` needs; `changed` are forms as typed and a problem."""
    me = reader(request)
    at, zone = timezone.now(), me.provider.zone
    (row,) = queries.rows_of([obligation], zone=zone, at=at)
    drawn = queries.rows_of(obligation.drawn.order_by("id"), zone=zone, at=at)
    return {
        "row": row,
        "obligation": obligation,
        "turns": queries.turns_of(obligation, zone=zone),
        "drawn": drawn,
        "may_pause": me.has_role(*MAY_PAUSE) and "pause" in row.steps,
        "may_resume": me.has_role(*MAY_PAUSE) and "resume" in row.steps,
        "may_excuse": me.has_role(Role.MANAGER) and "excuse" in row.steps,
        "may_do": me.has_role(*MAY_SAY_DONE) and actions.may_be_done(obligation),
        "may_lapse": me.has_role(*MAY_LAPSE)
        and obligation.kind == queries.ObligationKind.UPKEEP
        and "lapse" in row.steps,
        "may_restore": me.has_role(*MAY_LAPSE) and "restore" in row.steps,
        "is_staff": me.has_role(*STAFF),
        "proofs": evidence.attachments_of(me.provider_id, "obligation", obligation.code),
        "done_form": DoneForm(auto_id="done_%s", initial={"done_at": at, "key": uuid4()}),
        "lapse_form": LapseForm(auto_id="lapse_%s"),
        "pause_form": PauseForm(auto_id="pause_%s"),
        "excuse_form": ExcuseForm(auto_id="excuse_%s"),
        **changed,
    }


@require_POST
@roles_required(*MAY_PAUSE)
def pause(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    obligation = found(me, code)
    form = PauseForm(request.POST, auto_id="pause_%s")
    if not form.is_valid():
        return shown(request, obligation, pause_form=form, problem=_("choose a reason"))
    return attempt(
        request,
        obligation,
        lambda: actions.pause(obligation.pk, **form.cleaned_data, at=timezone.now(), by=me),
        pause_form=form,
    )


@require_POST
@roles_required(*MAY_PAUSE)
def resume(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    obligation = found(me, code)
    return attempt(
        request, obligation, lambda: actions.resume(obligation.pk, at=timezone.now(), by=me)
    )


@require_POST
@roles_required(Role.MANAGER)
def excuse(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    obligation = found(me, code)
    form = ExcuseForm(request.POST, auto_id="excuse_%s")
    if not form.is_valid():
        return shown(request, obligation, excuse_form=form, problem=_("a reason is needed"))
    reason = form.cleaned_data["reason"]
    return attempt(
        request,
        obligation,
        lambda: actions.excuse(obligation.pk, reason=reason, at=timezone.now(), by=me),
        excuse_form=form,
    )


@require_POST
@roles_required(*MAY_SAY_DONE)
def done(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    obligation = found(me, code)
    form = DoneForm(request.POST, request.FILES, auto_id="done_%s")
    if not form.is_valid():
        return shown(request, obligation, done_form=form, problem=_("say when it was done"))
    return attempt(request, obligation, lambda: say_done(obligation, form, by=me), done_form=form)


@transaction.atomic
def say_done(obligation: queries.Obligation, form: DoneForm, *, by: User) -> None:
    at, given = timezone.now(), form.cleaned_data
    # A page knows no seconds: what is done now is not in the future.
    done_at = min(given["done_at"], at) if given["done_at"] - at < A_MINUTE else given["done_at"]
    actions.mark_done(obligation.pk, done_at=done_at, note=given["note"], at=at, by=by)
    if given["proof"]:
        evidence_actions.attach(
            given["proof"],
            provider=by.provider,
            subject=("obligation", obligation.code),
            purpose="proof",
            key=given["key"] or uuid4(),
            by=by,
            at=at,
        )


@require_POST
@roles_required(*MAY_LAPSE)
def lapse(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    obligation = found(me, code)
    form = LapseForm(request.POST, auto_id="lapse_%s")
    if not form.is_valid():
        return shown(request, obligation, lapse_form=form, problem=_("a reason is needed"))
    reason = form.cleaned_data["reason"]
    return attempt(
        request,
        obligation,
        lambda: actions.lapse(obligation.pk, reason=reason, at=timezone.now(), by=me),
        lapse_form=form,
    )


@require_POST
@roles_required(*MAY_LAPSE)
def restore(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    obligation = found(me, code)
    return attempt(
        request, obligation, lambda: actions.restore(obligation.pk, at=timezone.now(), by=me)
    )


def attempt(
    request: HttpRequest,
    obligation: queries.Obligation,
    act: Callable[[], object],
    **typed: Any,
) -> HttpResponse:
    """Act and show how it stands then; a refusal says why and keeps what was typed."""
    try:
        act()
    except Refused as refused:
        return shown(
            request, found(reader(request), obligation.code), **typed, problem=why(refused)
        )
    if not request.headers.get("HX-Request"):
        messages.success(request, _("Written into the log."))
        is_staff = reader(request).has_role(*STAFF)
        return redirect("obligations:detail" if is_staff else "obligations:duty", obligation.code)
    return shown(request, found(reader(request), obligation.code))


def why(refused: Refused) -> str:
    words = said(refused.message)
    return f"{words} ({_('clause')} {refused.clause})" if refused.clause else words


def shown(request: HttpRequest, obligation: queries.Obligation, **changed: Any) -> HttpResponse:
    """The fragment for htmx, the whole page for a browser without it."""
    is_fragment = bool(request.headers.get("HX-Request"))
    template = "obligations/_obligation.html" if is_fragment else "obligations/detail.html"
    status = 422 if changed.get("problem") else 200
    return render(request, template, card(request, obligation, **changed), status=status)


def panel(user: User, kind: str, code: str) -> dict[str, Any]:
    """What the fragment `_of_subject.html` needs. The page that shows it has checked access."""
    return panel_of(user, queries.of_subject(user.provider_id, kind, code))


def panel_of(user: User, obligations: Iterable[queries.Obligation]) -> dict[str, Any]:
    """The same from what has been read already."""
    return {
        "rows": queries.rows_of(obligations, zone=user.provider.zone, at=timezone.now()),
        "is_staff": user.has_role(*STAFF),
    }
