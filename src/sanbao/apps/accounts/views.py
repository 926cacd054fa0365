"""Pages for the people who sign in: the administrator's list, and one's own tokens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts import actions, queries
from sanbao.apps.accounts.access import Role, User, reader, roles_required
from sanbao.apps.accounts.forms import ProfileForm, TokenForm, UserForm
from sanbao.apps.accounts.paging import page_of


@roles_required(Role.ADMINISTRATOR)
def user_list(request: HttpRequest) -> HttpResponse:
    people = queries.colleagues_for(reader(request))
    page = page_of(people, by=("username", "id"), after=request.GET.get("after", ""))
    return render(request, "accounts/user_list.html", {"page": page})


@roles_required(Role.ADMINISTRATOR)
def user_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    me = reader(request)
    colleagues = queries.colleagues_for(me)
    is_new = pk is None
    user = User(provider=me.provider) if is_new else get_object_or_404(colleagues, pk=pk)
    form = UserForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        saved = actions.save_user(form.save(commit=False), password=password, by=me)
        messages.success(request, _("%(name)s has been saved.") % {"name": saved})
        return redirect("accounts:user_list")
    status = 422 if form.errors else 200
    return render(request, "accounts/user_edit.html", {"form": form}, status=status)


@roles_required(*Role.values)
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name, phone number and e-mail address; roles are the administrator's business."""
    me = queries.colleagues_for(reader(request)).get(pk=reader(request).pk)
    form = ProfileForm(request.POST or None, instance=me)
    if request.method == "POST" and form.is_valid():
        actions.save_details(form.save(commit=False))
        messages.success(request, _("Your details have been saved."))
        return redirect("accounts:profile")
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", {"form": form}, status=status)


@roles_required(*Role.values)
def token_list(request: HttpRequest) -> HttpResponse:
    """One's own tokens. The text of a new one is shown on this answer only."""
    me = reader(request)
    form = TokenForm(request.POST or None)
    new_text = ""
    if request.method == "POST" and form.is_valid():
        label = form.cleaned_data["label"]
        _token, new_text = actions.make_token(me, label=label, at=timezone.now())
        form = TokenForm()
    context = {"tokens": queries.tokens_for(me), "form": form, "new_text": new_text}
    return render(request, "accounts/token_list.html", context)


@require_POST
@roles_required(*Role.values)
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    if actions.revoke_token(pk, user=reader(request), at=timezone.now()):
        messages.success(request, _("The token has been withdrawn."))
    return redirect("accounts:token_list")
