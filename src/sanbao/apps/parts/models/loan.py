"""Spare units and to whom they are lent (P6-5.3, P8-5.2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoanState(models.TextChoices):
    ASKED = "asked", _("asked for")
    LENT = "lent", _("lent")
    DUE_BACK = "due_back", _("to be returned")
    RETURNED = "returned", _("returned")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN = (LoanState.ASKED, LoanState.LENT, LoanState.DUE_BACK)
OUT = (LoanState.LENT, LoanState.DUE_BACK)


class LoanUnit(models.Model):
    """A unit of the pool. One that left the pool is lent no more."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    serial = models.CharField(_("serial number"), max_length=60)
    name = models.CharField(_("what it is"), max_length=120)
    is_in_pool = models.BooleanField(_("in the pool"), default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "serial"], name="loan_unit_serial_is_unique_per_provider"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.serial}"


class Loan(models.Model):
    """One spare unit for one case, until the original is repaired; without a deposit.

    obligation: what owes it. duty: the customer's, to return it. due_back_at: since when the
    original works again.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("loan number"), max_length=40)
    case = models.ForeignKey("desk.Case", models.PROTECT, related_name="+")
    unit = models.ForeignKey(LoanUnit, models.PROTECT, null=True, related_name="loans")
    clause = models.CharField(_("clause"), max_length=20)
    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="+")
    duty = models.ForeignKey("obligations.Obligation", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=LoanState, default=LoanState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    lent_at = models.DateTimeField(null=True)
    lent_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    handed_over = models.ForeignKey("evidence.Record", models.PROTECT, null=True, related_name="+")
    due_back_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    taken_back = models.ForeignKey("evidence.Record", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="loan_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state__in=["asked", "lent", "due_back"]),
                name="loan_is_open_once_per_case",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(state__in=["lent", "due_back"]),
                name="loan_unit_is_lent_once_at_a_time",
            ),
            models.CheckConstraint(
                name="loan_state_is_known", condition=models.Q(state__in=LoanState.values)
            ),
            models.CheckConstraint(
                name="loan_lent_means_when_what_and_signed",
                condition=~models.Q(state__in=["lent", "due_back", "returned"])
                | models.Q(lent_at__isnull=False, unit__isnull=False, handed_over__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="loan_newest_first"),
        ]

    def __str__(self) -> str:
        return self.code
