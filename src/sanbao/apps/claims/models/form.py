"""The monthly settlement form, and the word of the provider before costly work."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class MonthlyForm(models.Model):
    """What a dealer hands in for a month together with the original sheets (P2-7.2.2).

    sheets, amount: what it said when it was handed in. Sheets sent back and mended come in again on
    the form of a later month.
    """

    provider = models.ForeignKey(
        "accounts.Provider", models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(_("number"), max_length=40)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+", db_index=False)
    month = models.DateField(_("month"))
    version = models.ForeignKey("agreements.Version", models.PROTECT, null=True, related_name="+")
    sheet_count = models.PositiveIntegerField(_("sheets"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    is_late = models.BooleanField(_("late"), default=False)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="monthly_form_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["dealer", "month"], name="monthly_form_is_one_per_dealer_and_month"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="monthly_form_newest_first"),
            models.Index(fields=["provider", "month"], name="monthly_form_of_month"),
        ]

    def __str__(self) -> str:
        return self.code


class AuthorisationState(models.TextChoices):
    ASKED = "asked", _("asked for")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Authorisation(models.Model):
    """The provider's word before costly work is done, or that he pays out of goodwill.

    asked: for how much. granted: up to how much. is_goodwill: nothing in the agreement owes it;
    somebody else than who asks for it approves it.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    key = models.UUIDField(unique=True)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    serial = models.CharField(_("serial number"), max_length=60)
    work = models.CharField(_("what is to be done"), max_length=400)
    asked = models.DecimalField(_("amount asked for"), max_digits=14, decimal_places=2)
    granted = models.DecimalField(_("granted up to"), max_digits=14, decimal_places=2, null=True)
    is_goodwill = models.BooleanField(_("goodwill"), default=False)
    state = models.CharField(
        max_length=10, choices=AuthorisationState, default=AuthorisationState.ASKED
    )
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="authorisation_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="authorisation_decided_means_when_and_who",
                condition=models.Q(state="asked", decided_at__isnull=True, decided_by__isnull=True)
                | models.Q(
                    state__in=["granted", "refused"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="authorisation_granted_means_how_much",
                condition=~models.Q(state="granted") | models.Q(granted__isnull=False),
            ),
            models.CheckConstraint(
                name="authorisation_is_never_ones_own",
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="authorisation_is_for_something", condition=models.Q(asked__gt=0)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="authorisation_newest_first"),
            models.Index(fields=["dealer", "-id"], name="authorisation_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.code
