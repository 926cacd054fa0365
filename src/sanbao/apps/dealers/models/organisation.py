"""Who repairs for a dealer, and with what: what the agreement asks for is counted from it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PostKind(models.TextChoices):
    HEAD = "head", _("head of repair")
    REPAIR = "repair", _("repair staff")


class Gear(models.TextChoices):
    """As rules.terms.Gear knows them."""

    PHONE = "phone", _("service phone")
    VEHICLE = "vehicle", _("service vehicle")
    TOOLS = "tools", _("repair tools")
    INSTRUMENTS = "instruments", _("measuring instruments")
    STORE = "store", _("store of spare parts")
    COMPUTER = "computer", _("computer with internet")


class Post(models.Model):
    """Somebody whom a dealer has named for repairs, from a day on, until a day (P2-2.2).

    told_on, end_told_on: when the dealer told the provider of the change; empty for a change that
    the provider found out by itself.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    person = models.ForeignKey("parties.Person", models.PROTECT, related_name="+")
    kind = models.CharField(_("post"), max_length=8, choices=PostKind)
    since_on = models.DateField(_("since"))
    told_on = models.DateField(_("told on"), null=True)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    until_on = models.DateField(_("until"), null=True)
    end_told_on = models.DateField(_("told on"), null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dealer"],
                condition=models.Q(kind="head", ended_at__isnull=True),
                name="dealer_has_one_head_of_repair",
            ),
            models.UniqueConstraint(
                fields=["dealer", "person", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="person_holds_a_post_once",
            ),
            models.CheckConstraint(
                name="post_ended_means_when_who_and_until",
                condition=models.Q(
                    ended_at__isnull=True, ended_by__isnull=True, until_on__isnull=True
                )
                | models.Q(ended_at__isnull=False, ended_by__isnull=False, until_on__isnull=False),
            ),
            models.CheckConstraint(
                name="post_ends_after_it_began",
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("since_on")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["dealer", "-id"], name="post_of_dealer")]

    def __str__(self) -> str:
        return f"{self.person}"


class Equipment(models.Model):
    """What a dealer repairs with, as long as it is there."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of equipment"), max_length=12, choices=Gear)
    name = models.CharField(_("which"), max_length=120)
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "equipment"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="equipment_is_of_a_known_kind", condition=models.Q(kind__in=Gear.values)
            ),
            models.CheckConstraint(
                name="equipment_is_there_at_least_once", condition=models.Q(quantity__gte=1)
            ),
            models.CheckConstraint(
                name="equipment_removed_means_when_and_who",
                condition=models.Q(removed_at__isnull=True, removed_by__isnull=True)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["dealer", "-id"], name="equipment_of_dealer")]

    def __str__(self) -> str:
        return self.name
