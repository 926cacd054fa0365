"""The mailbox of the company, as its administrator keeps it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.wording import said
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.forms import MailboxForm
from sanbao.rules.moves import Refused


@roles_required(*queries.KEEPERS)
def mailbox(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    account = queries.account_for(me)
    # A copy of its own: what was typed must not stand in what is shown beside the form.
    form = MailboxForm(request.POST or None, instance=queries.account_for(me))
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_mailbox(form.details(), by=me, at=timezone.now())
        except Refused as refused:
            form.add_error(refused.field or None, said(refused.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("contacts:mailbox")
    context = {"form": form, "account": account, "tab": "mailbox"}
    return render(request, "contacts/mailbox.html", context, status=422 if form.errors else 200)


@require_POST
@roles_required(*queries.KEEPERS)
def test_mailbox(request: HttpRequest) -> HttpResponse:
    """Sign in to both servers now, and say what they answer."""
    account = queries.account_for(reader(request))
    if account is None:
        messages.error(request, _("Save the mailbox first."))
        return redirect("contacts:mailbox")
    tried = actions.try_mailbox(account)
    if tried.imap:
        messages.error(request, _("Reading does not work: %(why)s") % {"why": tried.imap})
    else:
        messages.success(request, _("Reading works."))
    if tried.smtp:
        messages.error(request, _("Sending does not work: %(why)s") % {"why": tried.smtp})
    elif tried.smtp is not None:
        messages.success(request, _("Sending works."))
    return redirect("contacts:mailbox")
