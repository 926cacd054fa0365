"""The bank account that a dealer named: the repair fees go there and nowhere else (P2-7.2.6)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class BankAccount(models.Model):
    """One account of a dealer, proposed by one person and confirmed by another; then it counts.

    Nothing is changed afterwards: another account is another row, and the one before ends.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    holder = models.CharField(_("account holder"), max_length=120)
    bank = models.CharField(_("bank"), max_length=120)
    branch = models.CharField(_("branch"), max_length=120, blank=True)
    number = models.CharField(_("account number"), max_length=34)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dealer"],
                condition=models.Q(confirmed_at__isnull=False, ended_at__isnull=True),
                name="dealer_has_one_account_in_force",
            ),
            models.UniqueConstraint(
                fields=["dealer"],
                condition=models.Q(confirmed_at__isnull=True, ended_at__isnull=True),
                name="dealer_has_one_account_proposed",
            ),
            models.CheckConstraint(
                name="account_confirmed_means_when_and_who",
                condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="account_is_confirmed_by_a_second_person",
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="account_ended_means_when_who_and_why",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | (
                    models.Q(ended_at__isnull=False, ended_by__isnull=False)
                    & ~models.Q(ended_because="")
                ),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["dealer", "-id"], name="account_of_dealer")]

    def __str__(self) -> str:
        return f"{self.bank} {self.tail}"

    @property
    def tail(self) -> str:
        """The number with all but its last four digits hidden."""
        return f"•••• {self.number[-4:]}"
