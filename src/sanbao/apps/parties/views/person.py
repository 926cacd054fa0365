"""People: a new one. What they are certified to do stands with the trainings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.parties import actions, queries
from sanbao.apps.parties.forms import PersonForm
from sanbao.apps.parties.views.customer import filled, tell
from sanbao.rules.moves import Refused

WRITERS = (Role.MANAGER,)


@roles_required(*WRITERS)
def create_person(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = PersonForm(
        request.POST or None,
        stations=queries.stations_for(me),
        users=queries.users_without_person(me.provider_id),
    )
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            made = actions.create_person(
                cleaned["name"],
                provider=me.provider,
                user=cleaned["user"],
                phone=cleaned["phone"],
                belongs_to=cleaned["station"],
            )
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The person is on record."))
            return redirect("training:person", made.pk)
    return filled(request, form, _("New person"), "training:people")
