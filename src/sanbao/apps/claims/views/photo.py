"""The dealer adds photos of the repair to his sheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.forms import PhotoForm
from sanbao.rules.moves import Refused
from sanbao.rules.sheet import MOVES, Step


def photos_on(row: queries.Sheet, me: User, form: PhotoForm | None = None) -> dict[str, Any]:
    may_add = me.has_role(*queries.WRITES) and Step.WRITE in MOVES.next[row.state]
    return {
        "sheet": row,
        "files": list(queries.photos_of(row)),
        "photo_form": (form or PhotoForm()) if may_add else None,
    }


@roles_required(*queries.WRITES)
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """Answers with the photos alone, so that nothing typed beside them is lost."""
    me = reader(request)
    row = get_object_or_404(queries.sheets_to_write(me), code=code)
    form = None
    if request.method == "POST":
        form = PhotoForm(request.POST, request.FILES)
        if form.is_valid():
            form = added(row, form, me)
        if "HX-Request" not in request.headers:
            for errors in form.errors.values():
                messages.error(request, f"{errors[0]}")
            if not form.errors:
                messages.success(request, _("The file is kept."))
            return redirect("claims:sheet", code)
    status = 422 if form is not None and form.errors else 200
    return render(request, "claims/_photos.html", photos_on(row, me, form), status=status)


def added(row: queries.Sheet, form: PhotoForm, me: User) -> PhotoForm:
    """An empty form once the photo is kept, else the same with the reason."""
    given = form.cleaned_data
    try:
        actions.add_photo(row, given["photo"], key=given["key"], by=me, at=timezone.now())
    except Refused as refused:
        form.add_error("photo", said(refused.message))
        return form
    return PhotoForm()
