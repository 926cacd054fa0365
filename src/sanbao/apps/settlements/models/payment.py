"""The file of bank transfers, what each pays, and how the bank wants it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class BankLayout(models.Model):
    """How a company's bank wants the file of transfers: which columns in which order, and the rest.

    columns: names of rules/remittance.py.
    """

    provider = models.OneToOneField("accounts.Provider", models.PROTECT, related_name="+")
    columns = ArrayField(models.CharField(max_length=20), verbose_name=_("columns"))
    delimiter = models.CharField(_("parted by"), max_length=1, default=",")
    encoding = models.CharField(_("characters"), max_length=10, default="utf-8-sig")
    has_header = models.BooleanField(_("first line with headings"), default=True)
    has_total = models.BooleanField(_("last line with the control total"), default=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return ", ".join(self.columns)


class Remittance(models.Model):
    """One file of bank transfers, as it was handed to the bank. It never changes.

    count, total: the control total. digest: of the file, so that anybody sees that it is the same.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    file = models.BinaryField()
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField(_("transfers"))
    total = models.DecimalField(_("control total"), max_digits=16, decimal_places=2)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="remittance_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="remittance_pays_something", condition=models.Q(count__gt=0, total__gt=0)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="remittance_newest_first")
        ]

    def __str__(self) -> str:
        return self.code


class PaymentState(models.TextChoices):
    SENT = "sent", _("sent to the bank")
    PAID = "paid", _("paid")
    REFUSED = "refused", _("refused by the bank")


class Payment(models.Model):
    """One transfer of a file: what is owed by one statement, to the account that was named then.

    answer_digest: SHA-256 of the file, or the message, in which the bank's answer came.
    """

    remittance = models.ForeignKey(Remittance, models.PROTECT, related_name="payments")
    statement = models.ForeignKey("settlements.Statement", models.PROTECT, related_name="payments")
    account = models.ForeignKey("dealers.BankAccount", models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.SENT)
    bank_reference = models.CharField(_("number of the bank"), max_length=60, blank=True)
    reason = models.CharField(_("reason of the bank"), max_length=200, blank=True)
    answer_digest = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["statement"],
                condition=~models.Q(state="refused"),
                name="payment_is_on_its_way_once_per_statement",
            ),
            models.CheckConstraint(
                name="payment_answered_means_when_and_who",
                condition=models.Q(state="sent", answered_at__isnull=True, answered_by__isnull=True)
                | models.Q(
                    state__in=["paid", "refused"],
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="payment_refused_means_why",
                condition=~models.Q(state="refused") | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remittance} {self.statement}"
