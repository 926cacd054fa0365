"""What a dealer is paid for a month and at year end, and the runs that work it out."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatementKind(models.TextChoices):
    MONTHLY = "monthly", _("month")
    YEAR_END = "year_end", _("year end")


class StatementState(models.TextChoices):
    MADE = "made", _("drawn up, to be approved")
    MARKETING_APPROVED = "marketing_approved", _("approved by the marketing manager")
    APPROVED = "approved", _("approved by finance")
    SENT = "sent", _("sent to the bank")
    PAID = "paid", _("paid")
    NOTHING_DUE = "nothing_due", _("nothing to pay")


class RunState(models.TextChoices):
    WAITING = "waiting", _("to be begun")
    RUNNING = "running", _("running")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


def amount(label: Any) -> Any:
    return models.DecimalField(label, max_digits=14, decimal_places=2, default=0)


def two_people(one: str, other: str) -> models.Q:
    return (
        models.Q(**{f"{one}__isnull": True})
        | models.Q(**{f"{other}__isnull": True})
        | ~models.Q(**{one: models.F(other)})
    )


PEOPLE = ("made_by", "marketing_approved_by", "approved_by", "sent_by")


class Statement(models.Model):
    """What one dealer is owed for one month, or at the end of a year. Its figures never change.

    month: its first day; of a year its first day. fees: of the sheets that it settles. waiting:
    verified before and not granted. before: what the fund held; accrued, deducted: what came to it
    and was taken from it now. granted: what is paid. carried: of a year, what is short, 0 or less.
    lapsed: fees that are not paid. credit: for returned material, against material orders.
    """

    provider = models.ForeignKey(
        "accounts.Provider", models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(_("statement number"), max_length=60)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey("agreements.Version", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=StatementKind)
    month = models.DateField(_("month"))
    has_fund = models.BooleanField(_("out of a repair fund"), default=True)
    sheet_count = models.PositiveIntegerField(_("sheets"), default=0)
    fees = amount(_("fees of the sheets"))
    waiting = amount(_("waiting from before"))
    before = amount(_("the fund held"))
    accrued = amount(_("share of settled sales"))
    deducted = amount(_("deducted"))
    granted = amount(_("to be paid"))
    carried = amount(_("carried to the next year"))
    lapsed = amount(_("fees beyond the fund, not paid"))
    credit = amount(_("credit for returned material"))
    state = models.CharField(_("state"), max_length=20, choices=StatementState)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    marketing_approved_at = models.DateTimeField(null=True)
    marketing_approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    paid_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    bank_reference = models.CharField(_("number of the bank"), max_length=60, blank=True)
    returned_because = models.CharField(_("sent back because"), max_length=200, blank=True)
    invoice_number = models.CharField(_("e-invoice number"), max_length=20, blank=True)
    invoiced_at = models.DateTimeField(null=True)
    invoiced_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="statement_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["provider", "dealer", "kind", "month"],
                name="statement_is_one_per_dealer_and_month",
            ),
            models.CheckConstraint(
                name="statement_state_is_known",
                condition=models.Q(state__in=StatementState.values),
            ),
            models.CheckConstraint(
                name="statement_pays_nothing_below_zero", condition=models.Q(granted__gte=0)
            ),
            models.CheckConstraint(
                name="statement_with_nothing_due_goes_no_further",
                condition=models.Q(granted=0, state="nothing_due")
                | models.Q(granted__gt=0) & ~models.Q(state="nothing_due"),
            ),
            *(
                models.CheckConstraint(
                    name=f"statement_{one[:-3]}_and_{other[:-3]}_are_two_people",
                    condition=two_people(one, other),
                )
                for place, one in enumerate(PEOPLE)
                for other in PEOPLE[place + 1 :]
            ),
            models.CheckConstraint(
                name="statement_paid_means_approved_by_both_and_sent",
                condition=~models.Q(state__in=["sent", "paid"])
                | models.Q(
                    marketing_approved_by__isnull=False,
                    approved_by__isnull=False,
                    sent_by__isnull=False,
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="statement_newest_first"),
            models.Index(fields=["provider", "month", "-id"], name="statement_of_month"),
            models.Index(fields=["dealer", "-id"], name="statement_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def left(self) -> Decimal:
        """Fees that go on waiting."""
        left: Decimal = self.waiting + self.fees - self.granted - self.lapsed
        return max(left, Decimal(0))

    @property
    def after(self) -> Decimal:
        """What the fund holds then; what is short goes over to the next year."""
        after: Decimal = self.before + self.accrued - self.deducted - self.granted - self.carried
        return after

    @property
    def period(self) -> str:
        """As the ledger writes it."""
        return f"{self.month:%Y}" if self.kind == StatementKind.YEAR_END else f"{self.month:%Y-%m}"


class Run(models.Model):
    """One working out of the statements of a month or a year, in batches of dealers.

    Stopped or broken off it goes on where it was: who has a statement gets no other one.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=StatementKind)
    month = models.DateField(_("month"))
    state = models.CharField(max_length=10, choices=RunState, default=RunState.WAITING)
    dealers = models.PositiveIntegerField(_("dealers"), default=0)
    dealers_done = models.PositiveIntegerField(default=0)
    statements = models.PositiveIntegerField(_("statements"), default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    stop_asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="run_goes_once_per_provider",
            ),
            models.CheckConstraint(
                name="run_state_is_known", condition=models.Q(state__in=RunState.values)
            ),
            models.CheckConstraint(
                name="run_stop_asked_means_when_and_who",
                condition=models.Q(stop_asked_at__isnull=True, stop_asked_by__isnull=True)
                | models.Q(stop_asked_at__isnull=False, stop_asked_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["provider", "-id"], name="run_newest_first")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%Y-%m}"
