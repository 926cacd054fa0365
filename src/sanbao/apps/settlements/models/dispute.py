"""What a dealer contests in a statement, and how it was decided: by a further line (P2-7.4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class DisputeState(models.TextChoices):
    OPEN = "open", _("to be decided")
    GRANTED = "granted", _("granted")
    REJECTED = "rejected", _("rejected")


class Contest(models.TextChoices):
    FEES = "fees", _("fees of repair sheets")
    FUND = "fund", _("a deduction or the share of sales")


class Dispute(models.Model):
    """about: fees wait to be granted, the rest goes back into the fund. asked: what the dealer
    misses, CNY. granted: what a further line gives it next time.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    key = models.UUIDField(unique=True)
    statement = models.ForeignKey("settlements.Statement", models.PROTECT, related_name="disputes")
    about = models.CharField(
        _("what it is about"), max_length=10, choices=Contest, default=Contest.FEES
    )
    text = models.CharField(_("what is contested"), max_length=1000)
    asked = models.DecimalField(_("amount asked for"), max_digits=14, decimal_places=2)
    state = models.CharField(max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    granted = models.DecimalField(_("granted"), max_digits=14, decimal_places=2, null=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="dispute_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["statement"],
                condition=models.Q(state="open"),
                name="dispute_is_open_once_per_statement",
            ),
            models.CheckConstraint(
                name="dispute_is_about_something", condition=models.Q(asked__gt=0)
            ),
            models.CheckConstraint(
                name="dispute_decided_means_when_who_and_why",
                condition=models.Q(state="open", decided_at__isnull=True, decided_by__isnull=True)
                | models.Q(
                    state__in=["granted", "rejected"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                & ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="dispute_granted_means_how_much",
                condition=models.Q(state="granted", granted__gt=0, granted__lte=models.F("asked"))
                | ~models.Q(state="granted") & models.Q(granted__isnull=True),
            ),
            models.CheckConstraint(
                name="dispute_is_decided_by_somebody_else",
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("raised_by")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["provider", "-id"], name="dispute_newest_first")]

    def __str__(self) -> str:
        return self.code
