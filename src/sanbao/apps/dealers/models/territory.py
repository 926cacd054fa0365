"""A dealer's territory and what is left of its fees go to another station (P2-10.3)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class TerritoryMove(models.Model):
    """One move, as it was: which places, which open work, how much of the fund, and why."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("move number"), max_length=40)
    key = models.UUIDField(unique=True)
    old_station = models.ForeignKey("parties.Station", models.PROTECT, related_name="+")
    new_station = models.ForeignKey("parties.Station", models.PROTECT, related_name="+")
    old_dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    new_dealer = models.ForeignKey("parties.Dealer", models.PROTECT, null=True, related_name="+")
    places = models.JSONField()
    orders = models.JSONField()
    cases = models.JSONField()
    quota = models.DecimalField(_("fee quota"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=200)
    clause = models.CharField(_("clause"), max_length=20)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="territory_move_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="territory_move_goes_to_another_station",
                condition=~models.Q(old_station=models.F("new_station")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="territory_move_newest_first")
        ]

    def __str__(self) -> str:
        return self.code
