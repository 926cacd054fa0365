"""What a false item of a sheet costs (P2-10.2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PenaltyState(models.TextChoices):
    PROPOSED = "proposed", _("fine proposed")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")
    UPHELD = "upheld", _("upheld after a dispute")
    DROPPED = "dropped", _("dropped")


class Penalty(models.Model):
    """amount: of the false item. fine: times that, by the clause. One proposes, another confirms;
    the dealer may dispute it, and whoever decides then has not proposed it either.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    sheet = models.ForeignKey("claims.Sheet", models.PROTECT, related_name="penalties")
    line = models.ForeignKey("claims.SheetLine", models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount of the item"), max_digits=14, decimal_places=2)
    times = models.DecimalField(_("times"), max_digits=5, decimal_places=2)
    fine = models.DecimalField(_("fine"), max_digits=14, decimal_places=2)
    clause = models.CharField(_("clause"), max_length=20)
    reason = models.CharField(_("what is false"), max_length=400)
    state = models.CharField(max_length=10, choices=PenaltyState, default=PenaltyState.PROPOSED)
    dispute = models.CharField(_("what the dealer says"), max_length=400, blank=True)
    verdict = models.CharField(_("decision"), max_length=400, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    disputed_at = models.DateTimeField(null=True)
    disputed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "penalties"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="penalty_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=~models.Q(state="dropped"),
                name="penalty_is_one_per_false_item",
            ),
            models.CheckConstraint(
                name="penalty_state_is_known", condition=models.Q(state__in=PenaltyState.values)
            ),
            models.CheckConstraint(
                name="penalty_is_confirmed_by_somebody_else",
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="penalty_is_decided_by_somebody_else",
                condition=models.Q(decided_by__isnull=True)
                | models.Q(state="dropped")
                | ~models.Q(decided_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="penalty_confirmed_means_when_and_who",
                condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                & ~models.Q(state__in=["confirmed", "disputed", "upheld"])
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="penalty_is_of_something", condition=models.Q(amount__gt=0, fine__gt=0)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="penalty_newest_first"),
            models.Index(fields=["dealer", "-id"], name="penalty_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.code
