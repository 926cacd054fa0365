"""From review to force: both sides sign, copies get holders, a first day is set."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import CopiesForm, ForceForm, ReasonForm, SideForm
from sanbao.apps.agreements.views.reading import found_version, paper, readings
from sanbao.rules.binding import Asked, Side
from sanbao.rules.moves import No, Refused
from sanbao.rules.signing import MOVES, Step

OURS = (Role.MANAGER, Role.SALES, Role.MARKETING)
THEIRS = (Role.DEALER, Role.CUSTOMER)
SIGNERS = (*OURS, *THEIRS)


@roles_required(*SIGNERS)
def sign(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """How far the signing is, what is still to do, and who may do it."""
    version = found_version(reader(request), code, number)
    if version.put_in_force_at is not None:
        # Also where a second click on a button lands.
        return redirect("agreements:detail", code)
    return render(request, "agreements/sign.html", board_context(request, version))


def board_context(
    request: HttpRequest,
    version: queries.Version,
    *,
    force: ForceForm | None = None,
    copies: CopiesForm | None = None,
    problem: str = "",
) -> dict[str, Any]:
    me = reader(request)
    given = {row.side: row for row in queries.signatures_of(version)}
    facts = queries.binding_facts(version)
    today = timezone.localdate()
    still = MOVES.reasons(Step.PUT_IN_FORCE, queries.with_days(facts, version, today))
    return {
        "agreement": version.agreement,
        "version": version,
        "sides": [(side, given.get(side), may_sign(me, side)) for side in queries.Side],
        "still": [(said(no.reason), no.clause) for no in still],
        "may_write": me.has_role(Role.MANAGER),
        "is_draft": version.state == "draft",
        "asked_copies": facts.formalities.copies,
        "copies_clause": facts.formalities.clauses.get(Asked.COPIES, ""),
        "copies_form": copies or copies_form(version, facts.formalities.copies),
        "force_form": force or ForceForm(initial={"starts_on": today}),
        "back_form": ReasonForm(prefix="back"),
        "problem": problem,
        **readings(version),
        **paper(version, queries.values(version)),
    }


def copies_form(version: queries.Version, asked: int, data: Any = None) -> CopiesForm:
    agreement = version.agreement
    proposed = [agreement.provider.name, agreement.counterparty]
    proposed += [row.department for row in queries.responsibilities_of(agreement).values()]
    held = list(version.copies.order_by("number"))
    count = asked or max(len(held), 2)
    args = [] if data is None else [data]
    return CopiesForm(*args, copies=count, held=held, proposed=proposed)


def may_sign(user: User, side: str) -> bool:
    """We may also enter the other side's signature, given on paper; they sign for themselves."""
    return user.has_role(*OURS) or (side == Side.COUNTERPARTY and user.has_role(*THEIRS))


@roles_required(*SIGNERS)
def sign_side(request: HttpRequest, code: str, number: int, side: str) -> HttpResponse:
    """One side reads and signs, on a telephone too."""
    me = reader(request)
    version = found_version(me, code, number)
    if side not in queries.Side.values or not may_sign(me, side):
        raise Http404
    if version.put_in_force_at is not None:
        return redirect("agreements:detail", code)
    own = str(me) if (side == Side.PROVIDER or me.has_role(*THEIRS)) else ""
    initial = {"name": own, "signed_on": timezone.localdate()}
    form = SideForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid() and signed(request, version, side, form):
        messages.success(request, _("Signed. Thank you."))
        return redirect("agreements:sign", code, number)
    context = {
        "agreement": version.agreement,
        "version": version,
        "side": queries.Side(side),
        "form": form,
        **readings(version),
        **paper(version, queries.values(version)),
    }
    return render(request, "agreements/sign_side.html", context, status=422 if form.errors else 200)


def signed(request: HttpRequest, version: queries.Version, side: str, form: SideForm) -> bool:
    """Sign as the form says; False with the reason on the form when it is refused."""
    try:
        actions.sign(
            version,
            form.given(side),
            key=form.cleaned_data["key"],
            by=reader(request),
            at=timezone.now(),
        )
    except Refused as refused:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, why(No(refused.message, refused.clause)))
        return False
    return True


def why(no: No) -> str:
    """The reason, and by which clause where one says so."""
    told = said(no.reason)
    return (
        _("%(reason)s (clause %(clause)s)") % {"reason": told, "clause": no.clause}
        if no.clause
        else told
    )


@require_POST
@roles_required(Role.MANAGER)
def submit(request: HttpRequest, code: str, number: int) -> HttpResponse:
    return taken(request, code, number, actions.submit, _("Handed in for review."))


@require_POST
@roles_required(Role.MANAGER)
def acknowledge(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take note of the contradictions; that is kept with who and when."""
    return taken(request, code, number, actions.acknowledge, _("Taken note of."))


@require_POST
@roles_required(*OURS)
def seal(request: HttpRequest, code: str, number: int, side: str) -> HttpResponse:
    if side not in queries.Side.values:
        raise Http404

    def apply(version: queries.Version, **given: Any) -> object:
        return actions.seal(version, side, **given)

    return taken(request, code, number, apply, _("The seal has been noted."))


@require_POST
@roles_required(Role.MANAGER)
def send_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    form = ReasonForm(request.POST, prefix="back")
    reason = form.cleaned_data["reason"] if form.is_valid() else ""

    def back(version: queries.Version, **given: Any) -> object:
        return actions.send_back(version, reason=reason, **given)

    return taken(request, code, number, back, _("Sent back to the draft."))


def taken(
    request: HttpRequest,
    code: str,
    number: int,
    action: Callable[..., object],
    done: str,
) -> HttpResponse:
    """Take a step of a version; a refusal shows the board with the reason."""
    me = reader(request)
    version = found_version(me, code, number)
    try:
        action(version, by=me, at=timezone.now())
    except Refused as refused:
        problem = why(No(refused.message, refused.clause))
        return refused_board(request, version, problem=problem)
    messages.success(request, done)
    return redirect("agreements:sign", code, number)


def refused_board(request: HttpRequest, version: queries.Version, **shown: Any) -> HttpResponse:
    version = found_version(reader(request), version.agreement.code, version.number)
    context = board_context(request, version, **shown)
    return render(request, "agreements/sign.html", context, status=422)


@require_POST
@roles_required(Role.MANAGER)
def hand_out(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who holds which copy."""
    me = reader(request)
    version = found_version(me, code, number)
    asked = queries.binding_facts(version).formalities.copies
    form = copies_form(version, asked, request.POST)
    if form.is_valid():
        try:
            actions.hand_out(version, form.holders(), by=me, at=timezone.now())
        except Refused as refused:
            form.add_error(None, why(No(refused.message, refused.clause)))
    if form.errors:
        return refused_board(request, version, copies=form)
    messages.success(request, _("The copies have been noted."))
    to = "agreements:detail" if version.put_in_force_at else "agreements:sign"
    return redirect(to, *((code,) if version.put_in_force_at else (code, number)))


@require_POST
@roles_required(Role.MANAGER)
def force(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Both have signed and nothing is open: it binds from its first day on."""
    me = reader(request)
    version = found_version(me, code, number)
    if version.put_in_force_at is not None:
        return redirect("agreements:detail", code)
    form = ForceForm(request.POST)
    if form.is_valid():
        try:
            actions.put_in_force(version, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            form.add_error(None, why(No(refused.message, refused.clause)))
    if form.errors:
        return refused_board(request, version, force=form)
    messages.success(request, _("The agreement is in force."))
    return redirect("agreements:detail", code)
