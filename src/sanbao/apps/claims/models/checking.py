"""The two checks of a sheet, the spot check of a month, and what looks wrong."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetCheck(models.Model):
    """One call about one sheet. round: 1 is the dealer's first follow-up, 2 the provider's second.

    is_true: whether the customer said what the sheet says.
    """

    sheet = models.ForeignKey("claims.Sheet", models.PROTECT, related_name="checks")
    round = models.PositiveSmallIntegerField()
    is_reached = models.BooleanField(_("reached"), default=True)
    is_true = models.BooleanField(_("as the sheet says"), null=True)
    note = models.CharField(_("what was said"), max_length=400, blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sheet_check_is_of_one_of_two_rounds", condition=models.Q(round__in=[1, 2])
            ),
            models.CheckConstraint(
                name="sheet_check_reached_means_what_was_said",
                condition=models.Q(is_reached=False, is_true__isnull=True)
                | models.Q(is_reached=True, is_true__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.round}"


class SpotCheck(models.Model):
    """The sheets of a month that the provider calls about, drawn by a seed on record (P2-7.2.3).

    percent: of each stratum at least. risk_percent: of the sheets with a sign besides. strata: how
    many sheets each had, for how much, how many were drawn, by which seed and by whom. A dealer's
    form is drawn from once; drawn_at, drawn_by: of the last draw. seed: of the first.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    seed = models.CharField(_("seed"), max_length=64)
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    risk_percent = models.DecimalField(
        _("percent of those at risk"), max_digits=5, decimal_places=2
    )
    strata = models.JSONField(default=list)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "month"], name="spot_check_is_one_per_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class SpotChecked(models.Model):
    """One sheet of a spot check. stratum: its place in `strata`; by_risk: drawn for its signs."""

    spot_check = models.ForeignKey(SpotCheck, models.CASCADE, related_name="drawn", db_index=False)
    sheet = models.ForeignKey("claims.Sheet", models.PROTECT, related_name="spot_checks")
    stratum = models.PositiveIntegerField()
    by_risk = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["spot_check", "sheet"], name="spot_checked_is_once_per_sheet"
            )
        ]

    def __str__(self) -> str:
        return f"{self.spot_check} {self.sheet}"


class RiskSign(models.Model):
    """Why a sheet is looked at more closely. other_code: the sheet that it clashes with, or the
    phone that several units share.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    month = models.DateField()
    sheet = models.ForeignKey("claims.Sheet", models.PROTECT, related_name="signs", db_index=False)
    kind = models.CharField(_("sign"), max_length=20)
    other_code = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet", "kind", "other_code"], name="risk_sign_is_said_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "month", "kind"], name="risk_sign_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.kind}"


class SheetPhoto(models.Model):
    """A photo of a sheet, or of the visit that it was drafted from.

    likeness: what it looks like, 64 bits as a signed number (evidence: `difference_hash`). parts:
    by which others that look like it are found (`rules.spotcheck.parts_of`); none of a plain one.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    sheet = models.ForeignKey("claims.Sheet", models.PROTECT, related_name="photos")
    attachment = models.ForeignKey("evidence.Attachment", models.PROTECT, related_name="+")
    likeness = models.BigIntegerField()
    parts = ArrayField(models.IntegerField(), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "attachment"], name="sheet_photo_is_kept_once")
        ]
        indexes: ClassVar = [GinIndex(fields=["parts"], name="sheet_photo_by_part")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.attachment}"
