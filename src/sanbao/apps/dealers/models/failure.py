"""Major failures and accidents at a dealer's customers, and what came of them (P2-2.4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class FailureState(models.TextChoices):
    KNOWN = "known", _("not reported yet")
    REPORTED = "reported", _("reported")
    INVESTIGATED = "investigated", _("investigated together")
    ASSESSED = "assessed", _("technically assessed")


class Failure(models.Model):
    """One major failure. known_at: since when the dealer has known of it; reported_at: when it told
    the provider, empty while it has not. ours, theirs: who investigated for which side.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("failure number"), max_length=40)
    key = models.UUIDField(unique=True)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    asset = models.ForeignKey("assets.Asset", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=FailureState, default=FailureState.REPORTED)
    description = models.TextField(_("what happened"), max_length=2000)
    harm = models.CharField(_("people or property harmed"), max_length=200, blank=True)
    known_at = models.DateTimeField()
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ours = models.CharField(_("who investigated for us"), max_length=120, blank=True)
    theirs = models.CharField(_("who investigated for the dealer"), max_length=120, blank=True)
    finding = models.TextField(_("what was found"), max_length=2000, blank=True)
    cause = models.TextField(_("technical cause"), max_length=2000, blank=True)
    measure = models.TextField(_("measure"), max_length=2000, blank=True)
    assessed_at = models.DateTimeField(null=True)
    assessed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="failure_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="failure_state_is_known",
                condition=models.Q(state__in=FailureState.values),
            ),
            models.CheckConstraint(
                name="failure_reported_means_when_and_who",
                condition=models.Q(reported_at__isnull=True, reported_by__isnull=True)
                | models.Q(reported_at__isnull=False, reported_by__isnull=False),
            ),
            models.CheckConstraint(
                name="failure_assessed_means_when_who_and_why",
                condition=models.Q(assessed_at__isnull=True, assessed_by__isnull=True)
                | (
                    models.Q(assessed_at__isnull=False, assessed_by__isnull=False)
                    & ~models.Q(cause="")
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="failure_newest_first"),
            models.Index(fields=["dealer", "-id"], name="failure_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.code
