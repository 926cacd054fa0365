"""A longer cover for a place or a unit, asked for and decided about."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbao.apps.agreements.models.agreement import Agreement


class ExtensionState(models.TextChoices):
    REQUESTED = "requested", _("asked for")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")


class Extension(models.Model):
    """More months of cover where the units of an agreement stand in a place, or for one unit.

    It says one of: a province, perhaps one city of it; a site; the serial number of a unit.
    """

    key = models.UUIDField(unique=True)
    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="extensions")
    province = models.CharField(_("province"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=40, blank=True)
    site = models.ForeignKey(
        "parties.Site", models.PROTECT, null=True, blank=True, related_name="+"
    )
    serial = models.CharField(_("serial number"), max_length=60, blank=True)
    months = models.PositiveSmallIntegerField(_("further months"))
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(
        max_length=10, choices=ExtensionState, default=ExtensionState.REQUESTED
    )
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="extension_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="extension_months_are_some", condition=models.Q(months__gte=1)
            ),
            models.CheckConstraint(
                name="extension_is_for_one_place_or_unit",
                condition=~models.Q(province="") & models.Q(site__isnull=True, serial="")
                | models.Q(province="", city="", site__isnull=False, serial="")
                | models.Q(province="", city="", site__isnull=True) & ~models.Q(serial=""),
            ),
            models.CheckConstraint(
                name="extension_decided_means_when_who_and_why",
                condition=models.Q(
                    state="requested", decided_at__isnull=True, decided_by__isnull=True
                )
                | models.Q(
                    state__in=["approved", "refused"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                & ~models.Q(decided_reason=""),
            ),
            models.CheckConstraint(
                name="extension_is_decided_by_somebody_else",
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("requested_by")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="extension_newest_first"),
            models.Index(
                fields=["agreement"],
                name="extension_approved",
                condition=models.Q(state="approved"),
            ),
        ]

    def __str__(self) -> str:
        return self.code
