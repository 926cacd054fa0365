"""What one has been told, the newest first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.notices import actions, queries


@roles_required(*Role.values)
def notice_list(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    only_unread = request.GET.get("show") == "unread"
    rows = queries.unread_for(me) if only_unread else queries.notices_for(me)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""))
    context = {
        "rows": queries.rows_of(page.rows, user=me),
        "after": page.after,
        "only_unread": only_unread,
        "newest": page.rows[0].pk if page.rows else 0,
    }
    return render(request, "notices/list.html", context)


@require_POST
@roles_required(*Role.values)
def read(request: HttpRequest, pk: int) -> HttpResponse:
    me = reader(request)
    notice = get_object_or_404(queries.notices_for(me), pk=pk)
    actions.read(notice.pk, user=me, at=timezone.now())
    if not request.headers.get("HX-Request"):
        return redirect("notices:list")
    notice.refresh_from_db()
    (row,) = queries.rows_of([notice], user=me)
    return render(request, "notices/_row.html", {"row": row})


@require_POST
@roles_required(*Role.values)
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark what the page showed, and what is older; what came meanwhile stays unread."""
    newest = request.POST.get("newest", "")
    upto = int(newest) if newest.isdecimal() and len(newest) < 19 else 0
    count = actions.read_all(reader(request), upto=upto, at=timezone.now())
    words = ngettext("%(n)d notice marked as read.", "%(n)d notices marked as read.", count)
    messages.success(request, words % {"n": count} if count else _("Nothing was unread."))
    return redirect("notices:list")
