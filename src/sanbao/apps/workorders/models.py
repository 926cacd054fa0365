"""The work that follows from a case: who is sent, and how far it has come."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkOrderState(models.TextChoices):
    RAISED = "raised", _("to be assigned")
    ASSIGNED = "assigned", _("assigned")
    AT_WORK = "at_work", _("visit agreed or under way")
    RESTORED = "restored", _("restored, report due")
    REPORTED = "reported", _("report handed in")
    CANCELLED = "cancelled", _("cancelled")


class WorkOrder(models.Model):
    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("work order number"), max_length=40)
    case = models.ForeignKey("desk.Case", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=WorkOrderState, default=WorkOrderState.RAISED)
    task = models.TextField(_("task"))
    engineer = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="workorder_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=~models.Q(state__in=["reported", "cancelled"]),
                name="workorder_is_open_once_per_case",
            ),
            models.CheckConstraint(
                name="workorder_state_is_known",
                condition=models.Q(state__in=WorkOrderState.values),
            ),
            models.CheckConstraint(
                name="workorder_assigned_means_when_who_and_whom",
                condition=models.Q(
                    assigned_at__isnull=True, assigned_by__isnull=True, engineer__isnull=True
                )
                | models.Q(
                    assigned_at__isnull=False, assigned_by__isnull=False, engineer__isnull=False
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="workorder_newest_first"),
            models.Index(fields=["engineer", "-id"], name="workorder_of_engineer"),
            models.Index(fields=["case"], name="workorder_of_case"),
        ]

    def __str__(self) -> str:
        return self.code
