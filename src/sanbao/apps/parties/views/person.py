"""People and their certificates."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import STAFF, Role, User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.parties import actions, queries
from sanbao.apps.parties.forms import CertificateForm, PersonForm
from sanbao.apps.parties.views.customer import filled, tell
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.moves import Refused

WRITERS = (Role.MANAGER,)


def today() -> date:
    return timezone.now().astimezone(CHINA_TIME).date()


@roles_required(*STAFF)
def people(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    page = page_of(queries.people_for(me), by=("-id",), after=request.GET.get("after", ""), size=30)
    rows = [(person, queries.certificates_of(person, on=today())) for person in page.rows]
    context = {"rows": rows, "after": page.after, "may_write": me.has_role(*WRITERS)}
    return render(request, "parties/people.html", context)


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
            return redirect("parties:person", made.pk)
    return filled(request, form, _("New person"), "parties:people")


@roles_required(*STAFF)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person with certificates; a manager records a further one here."""
    me = reader(request)
    found = get_object_or_404(queries.people_for(me), pk=pk)
    may_write = me.has_role(*WRITERS)
    form = CertificateForm(request.POST if may_write and request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_credential(found, form.certificate(), at=timezone.now(), by=me)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The certificate is on record."))
            return redirect("parties:person", found.pk)
    context = {
        "person": found,
        "certificates": queries.certificates_of(found, on=today()),
        "form": form,
        "may_write": may_write,
    }
    return render(request, "parties/person.html", context, status=422 if form.errors else 200)


@require_POST
@roles_required(*WRITERS)
def end_certificate(request: HttpRequest, pk: int, certificate: int) -> HttpResponse:
    """Withdraw a certificate from today on; it may be gone after a second click."""
    me: User = reader(request)
    found = get_object_or_404(queries.people_for(me), pk=pk)
    if credential := found.credentials.filter(pk=certificate).first():
        actions.end_credential(credential, on=today(), at=timezone.now(), by=me)
        messages.success(request, _("The certificate is not valid any more."))
    return redirect("parties:person", found.pk)
