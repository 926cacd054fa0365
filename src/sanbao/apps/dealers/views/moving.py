"""Territories that moved to another station, and moving one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.forms import MoveForm
from sanbao.rules.moves import Refused


@roles_required(*queries.SEES_ALL)
def move_list(request: HttpRequest) -> HttpResponse:
    """What has moved, the newest first; the manager moves a territory here."""
    me = reader(request)
    may_move = me.has_role(Role.MANAGER)
    is_post = request.method == "POST" and may_move
    form = MoveForm(request.POST if is_post else None, provider_id=me.provider_id)
    if is_post and form.is_valid():
        try:
            made = actions.move_territory(form.moving(), by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The territory has moved: %s.") % made.code)
            return redirect("dealers:move_list")
    page = page_of(queries.moves_for(me), by=("-id",), after=request.GET.get("after", ""), size=30)
    context = {"rows": page.rows, "after": page.after, "form": form, "may_move": may_move}
    status = 422 if form.errors else 200
    return render(request, "dealers/move_list.html", context, status=status)
