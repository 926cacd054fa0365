"""Repair orders: the provider sends a dealer to a case, who accepts or refuses (P2-2.6)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RepairOrderState(models.TextChoices):
    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    DONE = "done", _("done")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RepairOrder(models.Model):
    """One order to one dealer about one case. due_at: when the fault is to be fixed, as promised
    when it was sent. quantity, repaired: units. works: what was repaired works again.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("repair order number"), max_length=40)
    key = models.UUIDField(unique=True)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    case = models.ForeignKey("desk.Case", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RepairOrderState, default=RepairOrderState.SENT)
    task = models.TextField(_("task"), max_length=2000)
    quantity = models.PositiveSmallIntegerField(_("units to repair"), default=1)
    due_at = models.DateTimeField(null=True)
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    summary = models.TextField(_("what was done"), max_length=2000, blank=True)
    repaired = models.PositiveSmallIntegerField(_("units repaired"), default=0)
    works = models.BooleanField(_("works again"), null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="repair_order_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state__in=["sent", "accepted"]),
                name="repair_order_is_open_once_per_case",
            ),
            models.CheckConstraint(
                name="repair_order_state_is_known",
                condition=models.Q(state__in=RepairOrderState.values),
            ),
            models.CheckConstraint(
                name="repair_order_accepted_means_when_and_who",
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="repair_order_refused_or_withdrawn_says_why",
                condition=~models.Q(state__in=["refused", "withdrawn"])
                | (~models.Q(reason="") & models.Q(ended_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="repair_order_newest_first"),
            models.Index(fields=["dealer", "-id"], name="repair_order_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.code
