"""Where the mails of a company are fetched, and over which server its answers go."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.sealed import SealedField


class Security(models.TextChoices):
    TLS = "tls", _("TLS from the start")
    STARTTLS = "starttls", _("STARTTLS")
    NONE = "none", _("none")


class MailAccount(models.Model):
    """One for a company, kept by its administrator. Passwords are sealed and never shown.

    smtp_host: "" where answers go over the server of the whole installation. fetched_at: when the
    mailbox was last read without a fault; failed_at, failure: the last fault since then.
    """

    provider = models.OneToOneField("accounts.Provider", models.PROTECT, related_name="+")
    address = models.CharField(_("address of the service"), max_length=254)
    imap_host = models.CharField(_("IMAP server"), max_length=255)
    imap_port = models.PositiveIntegerField(_("IMAP port"), default=993)
    imap_is_tls = models.BooleanField(_("IMAP over TLS"), default=True)
    imap_user = models.CharField(_("IMAP user"), max_length=254)
    imap_password = SealedField(max_length=800)
    folder = models.CharField(_("folder"), max_length=120, default="INBOX")
    smtp_host = models.CharField(_("SMTP server"), max_length=255, blank=True)
    smtp_port = models.PositiveIntegerField(_("SMTP port"), default=465)
    smtp_security = models.CharField(
        _("SMTP security"), max_length=10, choices=Security, default=Security.TLS
    )
    smtp_user = models.CharField(_("SMTP user"), max_length=254, blank=True)
    smtp_password = SealedField(max_length=800, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    fetched_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="mail_account_ports_are_ports",
                condition=models.Q(imap_port__range=(1, 65535), smtp_port__range=(1, 65535)),
            ),
            models.CheckConstraint(
                name="mail_account_failed_means_when_and_why",
                condition=models.Q(failed_at__isnull=True, failure="")
                | (models.Q(failed_at__isnull=False) & ~models.Q(failure="")),
            ),
            models.CheckConstraint(
                name="mail_account_security_is_known",
                condition=models.Q(smtp_security__in=Security.values),
            ),
        ]

    def __str__(self) -> str:
        return self.address
