"""The ledger: append-only lines of double entry; each names its clause."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Account(models.TextChoices):
    """The accounts that have a name. What is booked elsewhere is told by its code."""

    VISIT = "visit", _("charges of visits")
    TRAINING = "training", _("fees of trainings")
    DEDUCTION = "deduction", _("deductions")
    CUSTOMER = "customer", _("customers")
    DEALER = "dealer", _("dealers' own charges")
    PROVIDER = "provider", _("ourselves")
    SALES = "sales", _("share of settled sales")
    FUND = "fund", _("repair funds")
    COST = "cost", _("fees without a fund")
    PAYABLE = "payable", _("owed to dealers")
    BANK = "bank", _("paid by bank transfer")
    CARRIED = "carried", _("carried to the next year")
    EARNED = "earned", _("verified fees not granted yet")
    VERIFIED = "verified", _("verified repair sheets")
    MATERIAL = "material", _("credit for material orders")
    RETURNED = "returned", _("returned warranty material")


class Cost(models.TextChoices):
    """What a charge may be for; a line that names nothing else is called by it."""

    PARTS = "parts", _("parts")
    LABOUR = "labour", _("labour")
    TRAVEL = "travel", _("travel")
    FREIGHT = "freight", _("freight")


# Into and out of a dealer's repair fund, and what is owed to a dealer: there is no other way.
INTO_FUND = ("sales", "carried")
OUT_OF_FUND = ("payable", "deduction", "carried")
INTO_PAYABLE = ("fund", "cost")
OUT_OF_PAYABLE = ("bank",)


class Line(models.Model):
    """One movement of `amount`, CNY, to `account` from `contra`: both change by it, so that the
    accounts together always hold nothing.

    dealer: its number, "" where none is concerned. period: the month or the year that it belongs
    to ("2026-11", "2026"). evidence: the number of what proves it. key: who books the same again
    changes nothing.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    account = models.CharField(_("account"), max_length=30)
    contra = models.CharField(_("from account"), max_length=30)
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
    dealer = models.CharField(_("dealer number"), max_length=40, blank=True)
    period = models.CharField(_("period"), max_length=7, blank=True)
    evidence = models.CharField(_("evidence"), max_length=60, blank=True)
    key = models.CharField(max_length=120, blank=True)
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
            models.Index(
                fields=["provider", "dealer", "account"],
                name="line_of_dealer",
                condition=~models.Q(dealer=""),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="line_names_its_clause", condition=~models.Q(clause="")),
            models.CheckConstraint(
                name="line_moves_between_two_accounts",
                condition=~models.Q(contra="") & ~models.Q(account=models.F("contra")),
            ),
            models.UniqueConstraint(
                fields=["provider", "key"],
                condition=~models.Q(key=""),
                name="line_is_booked_once_per_key",
            ),
            models.CheckConstraint(
                name="line_leaves_a_fund_only_for_the_named_account",
                condition=(~models.Q(account="fund") | models.Q(contra__in=INTO_FUND))
                & (~models.Q(contra="fund") | models.Q(account__in=OUT_OF_FUND))
                & (~models.Q(account="payable") | models.Q(contra__in=INTO_PAYABLE))
                & (~models.Q(contra="payable") | models.Q(account__in=OUT_OF_PAYABLE)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.amount}"
