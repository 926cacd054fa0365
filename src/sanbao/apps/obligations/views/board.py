"""The promises board, one obligation with its log, and the panel that other pages show."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import STAFF, Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.forms import BoardForm, ExcuseForm, PauseForm
from sanbao.rules.moves import Refused

MAY_PAUSE = (Role.DESK, Role.DISPATCHER, Role.ENGINEER, Role.MANAGER)


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
    }
    return render(request, "obligations/board.html", context)


def found(user: User, code: str) -> queries.Obligation:
    rows = queries.obligations_for(user).select_related("owner", "version__agreement", "caused_by")
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
            request, found(reader(request), obligation.code), **typed, problem=said(refused.message)
        )
    if not request.headers.get("HX-Request"):
        messages.success(request, _("Written into the log."))
        return redirect("obligations:detail", obligation.code)
    return shown(request, found(reader(request), obligation.code))


def shown(request: HttpRequest, obligation: queries.Obligation, **changed: Any) -> HttpResponse:
    """The fragment for htmx, the whole page for a browser without it."""
    is_fragment = bool(request.headers.get("HX-Request"))
    template = "obligations/_obligation.html" if is_fragment else "obligations/detail.html"
    status = 422 if changed.get("problem") else 200
    return render(request, template, card(request, obligation, **changed), status=status)


def panel(user: User, kind: str, code: str) -> dict[str, Any]:
    """What the fragment `_of_subject.html` needs. The page that shows it has checked access."""
    obligations = queries.of_subject(user.provider_id, kind, code)
    return {
        "rows": queries.rows_of(obligations, zone=user.provider.zone, at=timezone.now()),
        "is_staff": user.has_role(*STAFF),
    }
