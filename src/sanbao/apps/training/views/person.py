"""People with their certificates; what one has oneself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain
from sanbao.apps.training import actions, queries
from sanbao.apps.training.forms import CertificateForm
from sanbao.rules.deadline import china_day
from sanbao.rules.moves import Refused


@roles_required(*queries.READERS)
def people(request: HttpRequest) -> HttpResponse:
    """Who has what; dealers and customers see their own people."""
    me, on = reader(request), china_day(timezone.now())
    rows = queries.people_for(me)
    page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=30)
    context = {
        "rows": [(one, queries.certificates_of(one, on=on)) for one in page.rows],
        "after": page.after,
        "may_keep": me.has_role(*queries.KEEPERS),
    }
    return render(request, "training/people.html", context)


@roles_required(*queries.READERS)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: certificates and trainings; a manager records a further certificate here."""
    me = reader(request)
    found = get_object_or_404(queries.people_for(me), pk=pk)
    may_keep = me.has_role(*queries.KEEPERS)
    posted = request.POST if may_keep and request.method == "POST" else None
    form = CertificateForm(posted, qualifications=queries.qualifications_for(me))
    if form.is_bound and form.is_valid():
        try:
            actions.record(found, form.paper(), at=timezone.now(), by=me)
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The certificate is on record."))
            return redirect("training:person", found.pk)
    context = {
        "person": found,
        "certificates": queries.certificates_of(found, on=china_day(timezone.now())),
        "trainings": queries.enrolments_for(me).filter(person=found).order_by("-pk")[:50],
        "form": form,
        "may_keep": may_keep,
    }
    return render(request, "training/person.html", context, status=422 if form.errors else 200)


@roles_required(*Role.values)
def mine(request: HttpRequest) -> HttpResponse:
    """What I am certified to do, and my trainings, past and to come."""
    me = reader(request)
    found = queries.people_for(me).filter(user=me).first()
    trainings = queries.enrolments_for(me).filter(person=found).order_by("-pk")
    context = {
        "person": found,
        "certificates": queries.certificates_of(found, on=china_day(timezone.now()))
        if found
        else [],
        "trainings": trainings[:50] if found else [],
        "may_read": me.has_role(*queries.READERS),
    }
    return render(request, "training/mine.html", context)
