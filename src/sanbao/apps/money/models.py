"""Append-only lines of money; a correction is a further line. Each names its clause."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Line(models.Model):
    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    account = models.CharField(_("account"), max_length=30)
    subject_kind = models.CharField(max_length=30)
    subject_code = models.CharField(max_length=60)
    item = models.CharField(_("item"), max_length=20)
    payer = models.CharField(_("payer"), max_length=10)
    basis = models.CharField(_("basis"), max_length=20)
    description = models.CharField(_("description"), max_length=160)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2, default=1)
    unit_price = models.DecimalField(_("unit price"), max_digits=14, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    clause = models.CharField(_("clause"), max_length=20)
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["provider", "subject_kind", "subject_code"], name="line_of_subject"
            ),
            models.Index(fields=["provider", "account", "booked_at"], name="line_of_account"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="line_names_its_clause", condition=~models.Q(clause=""))
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.amount}"
