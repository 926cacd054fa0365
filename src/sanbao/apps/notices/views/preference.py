"""How one wants to be told."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.notices import actions, queries
from sanbao.apps.notices.forms import PreferenceForm
from sanbao.rules.moves import Refused

FIELDS = (
    *("in_app", "mail", "webhook", "mail_rhythm", "digest_at"),
    *("quiet_from", "quiet_until", "urgent_passes", "language"),
)


@roles_required(*Role.values)
def preferences(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = PreferenceForm(request.POST or None, initial=standing(queries.preference_of(me)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(me, form.chosen())
            messages.success(request, _("Saved."))
            return redirect("notices:preferences")
        except Refused as refused:
            form.add_error(refused.field or None, said(refused.message))
    context = {"form": form, "sends_mail": settings.SENDS_MAIL}
    status = 422 if form.errors else 200
    return render(request, "notices/preferences.html", context, status=status)


def standing(preference: queries.Preference) -> dict[str, Any]:
    return {name: getattr(preference, name) for name in FIELDS}
