"""Templates that a company made of its own agreements."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbao.apps.agreements.models.agreement import Version


class OwnTemplate(models.Model):
    """The text of an agreement, its blanks open or with a usual value, to begin others from.

    `key` is made by the client, so that a repeated request saves it once. It never changes: what
    was made from it stands in agreements of their own. A retired one is offered no more.
    """

    key = models.UUIDField(unique=True, default=uuid4)
    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=160)
    note = models.CharField(_("what it is for"), max_length=200, blank=True)
    source = models.TextField()
    made_from = models.ForeignKey(Version, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="own_template_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["provider", "title"],
                condition=models.Q(retired_at__isnull=True),
                name="own_template_title_is_offered_once",
            ),
            models.CheckConstraint(
                name="own_template_retired_means_when_and_who",
                condition=models.Q(retired_at__isnull=True, retired_by__isnull=True)
                | models.Q(retired_at__isnull=False, retired_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="own_template_newest_first")
        ]

    def __str__(self) -> str:
        return self.title
