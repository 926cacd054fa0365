"""Where mails are fetched and sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.contacts.actions import MailboxDetails
from sanbao.apps.contacts.models import MailAccount

SECRET = forms.PasswordInput({"autocomplete": "new-password"})


def port(label: Any, usual: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=65535, initial=usual)


class MailboxForm(forms.ModelForm["MailAccount"]):
    """Passwords are typed in and never shown; left empty they stay as they are."""

    imap_password = forms.CharField(
        label=_("IMAP password"),
        max_length=200,
        required=False,
        widget=SECRET,
        help_text=_("Left empty it stays as it is."),
    )
    imap_port = port(_("IMAP port"), 993)
    smtp_port = port(_("SMTP port"), 465)
    smtp_password = forms.CharField(
        label=_("SMTP password"),
        max_length=200,
        required=False,
        widget=SECRET,
        help_text=_("Left empty it stays as it is."),
    )

    class Meta:
        model = MailAccount
        fields = (
            "address",
            "imap_host",
            "imap_port",
            "imap_is_tls",
            "imap_user",
            "folder",
            "smtp_host",
            "smtp_port",
            "smtp_security",
            "smtp_user",
            "is_active",
        )

    def details(self) -> MailboxDetails:
        return MailboxDetails(**self.cleaned_data)
