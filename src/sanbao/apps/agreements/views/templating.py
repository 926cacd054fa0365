"""A company's own templates: saved from an agreement, used for another one, retired."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms import NewAgreementForm, TemplateForm, language
from sanbao.apps.agreements.views.reading import found_version, paper
from sanbao.rules.moves import Refused


def found_template(user: User, code: str) -> queries.OwnTemplate:
    return get_object_or_404(queries.own_templates_for(user), code=code)


@roles_required(Role.MANAGER)
def save_template(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep the terms of a version as a template of the company."""
    me = reader(request)
    version = found_version(me, code, number)
    form = TemplateForm(request.POST or None, initial={"title": version.agreement.title})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        key = typed.pop("key")
        try:
            made = actions.save_template(
                version, actions.Saved(**typed), key=key, by=me, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(refused.field or None, said(refused.message))
        else:
            messages.success(request, _("The template is in the gallery."))
            return redirect("agreements:create_from_own", made.code)
    context = {
        "form": form,
        "agreement": version.agreement,
        "version": version,
        **paper(version, {}),
    }
    status = 422 if form.errors else 200
    return render(request, "agreements/save_template.html", context, status=status)


@roles_required(Role.MANAGER)
def create_from_own(request: HttpRequest, code: str) -> HttpResponse:
    """One of the company's templates as it reads, and the form to begin an agreement from it."""
    me, lang = reader(request), language()
    template = found_template(me, code)
    document = queries.document(template.source)
    form = NewAgreementForm(request.POST or None, initial={"title": template.title})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_from_own(template, **form.cleaned_data, by=me, at=timezone.now())
        except Refused as refused:
            form.add_error(None, said(refused.message))
        else:
            return redirect("agreements:version", made.code, 1)
    context = {
        "form": form,
        "own": template,
        "title": template.title,
        "paragraphs": queries.paragraphs(document, {}, lang=lang),
    }
    return render(request, "agreements/create.html", context, status=422 if form.errors else 200)


@require_POST
@roles_required(Role.MANAGER)
def retire_template(request: HttpRequest, code: str) -> HttpResponse:
    me = reader(request)
    actions.retire_template(found_template(me, code), by=me, at=timezone.now())
    messages.success(request, _("The template is offered no more."))
    return redirect("agreements:gallery")
