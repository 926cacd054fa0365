"""The decisions made by an agreement."""

from typing import ClassVar

from django.db import models

from sanbao.apps.agreements.models.agreement import Version


class Decision(models.Model):
    """What an agreement promised about one event: the facts given, and the answer made of them."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="decisions")
    subject_kind = models.CharField(max_length=30)
    subject_code = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    answer = models.JSONField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "subject_kind", "subject_code", "number"],
                name="decision_number_is_unique_per_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_code} #{self.number}"
