"""What happened: history, outbox and statistics in one table."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One thing that happened to one subject. Never changed, never deleted."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    happening = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_code = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    was = models.CharField(max_length=30, blank=True)
    now = models.CharField(max_length=30, blank=True)
    details = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["provider", "subject_kind", "subject_code", "id"], name="entry_of_subject"
            ),
            models.Index(fields=["provider", "happening", "at"], name="entry_of_happening"),
        ]

    def __str__(self) -> str:
        return f"{self.happening} {self.subject_code}"


class Sequence(models.Model):
    """The last number given to a kind of subject on one day: codes a person can read aloud."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=6)
    on = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "prefix", "on"], name="sequence_is_one_per_prefix_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}{self.on:%y%m%d}-{self.last}"


class Replay(models.Model):
    """The answer once given to a write that a network may repeat, by its idempotency key."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("repeated request")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="replay_is_one_per_user_and_key")
        ]

    def __str__(self) -> str:
        return self.key
