"""What is handed out with a course."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbao.apps.training.models.course import Course


class Material(models.Model):
    """A paper that whoever a course is for can have, until it is taken off again (P5-1.2)."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="materials")
    title = models.CharField(_("title"), max_length=120)
    file = models.OneToOneField("evidence.Attachment", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="material_dropped_means_when_and_who",
                condition=models.Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | models.Q(dropped_at__isnull=False, dropped_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["course"], name="material_of_course")]

    def __str__(self) -> str:
        return self.title
