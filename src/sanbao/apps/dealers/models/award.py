"""The yearly award, what was measured for it, and what counts against a dealer in public."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExposureKind(models.TextChoices):
    MEDIA = "media", _("exposed in the media")
    AUTHORITY = "authority", _("adverse notice of an authority")


class Exposure(models.Model):
    """A dealer was exposed in the media, or an authority gave notice of it (P2-9.5)."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    kind = models.CharField(_("what it is"), max_length=10, choices=ExposureKind)
    on = models.DateField(_("day"))
    source = models.CharField(_("where it stood"), max_length=160)
    description = models.TextField(_("what it says"), max_length=2000)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["dealer", "-on"], name="exposure_of_dealer")]

    def __str__(self) -> str:
        return f"{self.source} {self.on}"


class Award(models.Model):
    """The evaluation of one year; once decided it stays as it was."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    measured_at = models.DateTimeField()
    measured_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "year"], name="award_is_one_per_year"),
            models.CheckConstraint(
                name="award_decided_means_when_and_who",
                condition=models.Q(decided_at__isnull=True, decided_by__isnull=True)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class Score(models.Model):
    """One dealer in one year. measured: the numbers. criteria: each with its clause and whether it
    was met. evidence: by criterion the numbers of what was counted. number: of the certificate.
    """

    award = models.ForeignKey(Award, models.CASCADE, related_name="scores")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(_("rank"))
    measured = models.JSONField()
    criteria = models.JSONField()
    evidence = models.JSONField()
    is_worthy = models.BooleanField(_("meets every criterion"))
    number = models.CharField(_("certificate number"), max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["award", "dealer"], name="score_is_one_per_dealer_and_year"
            ),
            models.UniqueConstraint(fields=["award", "place"], name="score_has_its_own_rank"),
            models.CheckConstraint(
                name="score_with_a_certificate_is_worthy",
                condition=models.Q(number="") | models.Q(is_worthy=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award} {self.dealer}"
