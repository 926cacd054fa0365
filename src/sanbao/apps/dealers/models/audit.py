"""The provider checks its dealers: on schedule, and at random from a seed on record (P2-1.4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditKind(models.TextChoices):
    SCHEDULED = "scheduled", _("on schedule")
    RANDOM = "random", _("drawn at random")


class AuditDraw(models.Model):
    """A draw of dealers to be checked: the same seed and dealers give the same again."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    percent = models.PositiveSmallIntegerField(_("per cent"))
    seed = models.CharField(_("seed"), max_length=32)
    dealers = models.JSONField()
    chosen = models.JSONField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "month"], name="audit_draw_is_one_per_month"
            ),
            models.CheckConstraint(
                name="audit_draw_is_of_a_share",
                condition=models.Q(percent__gte=1, percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Audit(models.Model):
    """One check of one dealer: asked for, then made, with its record."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("check number"), max_length=40)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    kind = models.CharField(_("how it came"), max_length=10, choices=AuditKind)
    draw = models.ForeignKey(AuditDraw, models.PROTECT, null=True, related_name="audits")
    planned_on = models.DateField(_("planned for"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    record = models.ForeignKey("evidence.Record", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="audit_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(fields=["draw", "dealer"], name="audit_is_drawn_once"),
            models.CheckConstraint(
                name="audit_drawn_means_at_random",
                condition=models.Q(kind="random", draw__isnull=False)
                | models.Q(kind="scheduled", draw__isnull=True),
            ),
            models.CheckConstraint(
                name="audit_made_means_when_who_and_what",
                condition=models.Q(made_at__isnull=True, made_by__isnull=True, record__isnull=True)
                | models.Q(made_at__isnull=False, made_by__isnull=False, record__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="audit_newest_first"),
            models.Index(fields=["dealer", "-id"], name="audit_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.code
