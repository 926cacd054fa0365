"""Calls to customers that come round by themselves (P3-3.5, P6-5.5), and samples of repairs."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class CallbackState(models.TextChoices):
    OPEN = "open", _("to be called")
    REACHED = "reached", _("reached")
    UNREACHABLE = "unreachable", _("could not be reached")


SCORES = ("familiar", "fits", "attitude", "satisfaction")


class Callback(models.Model):
    """One call that is owed, from the moment that somebody has taken it.

    holder: who has the call now; it is free again half an hour after `held_at`. asset, engineer,
    station: what and whom the answers speak of. `case` was opened because of a bad answer.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    obligation = models.OneToOneField("obligations.Obligation", models.PROTECT, related_name="+")
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=CallbackState, default=CallbackState.OPEN)
    holder = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_tried_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(_("next try"), null=True)
    record = models.ForeignKey("evidence.Record", models.PROTECT, null=True, related_name="+")
    asset = models.ForeignKey("assets.Asset", models.PROTECT, null=True, related_name="+")
    engineer = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    station = models.ForeignKey("parties.Station", models.PROTECT, null=True, related_name="+")
    familiar = models.PositiveSmallIntegerField(null=True)
    fits = models.PositiveSmallIntegerField(null=True)
    attitude = models.PositiveSmallIntegerField(null=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    wishes = models.TextField(_("wishes"), blank=True)
    case = models.ForeignKey("desk.Case", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="callback_state_is_known",
                condition=models.Q(state__in=CallbackState.values),
            ),
            models.CheckConstraint(
                name="callback_over_means_when_and_who",
                condition=models.Q(state="open", done_at__isnull=True, done_by__isnull=True)
                | (
                    ~models.Q(state="open") & models.Q(done_at__isnull=False, done_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="callback_reached_means_answered",
                condition=~models.Q(state="reached") | models.Q(record__isnull=False),
            ),
            models.CheckConstraint(
                name="callback_held_means_by_whom",
                condition=models.Q(holder__isnull=True, held_at__isnull=True)
                | models.Q(holder__isnull=False, held_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-done_at"], name="callback_latest_first"),
            models.Index(fields=["customer", "-id"], name="callback_of_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.customer}"


class Sample(models.Model):
    """Of a month's repairs those that are called by phone: drawn once, again the same from `seed`.

    month: its first day. repairs, chosen: numbers of cases, in their order.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    percent = models.PositiveSmallIntegerField(_("share in per cent"))
    seed = models.CharField(_("seed"), max_length=32)
    repairs = ArrayField(models.CharField(max_length=40))
    chosen = ArrayField(models.CharField(max_length=40))
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "month"], name="sample_is_drawn_once_a_month"
            ),
            models.CheckConstraint(
                name="sample_is_a_quarter_at_least",
                condition=models.Q(percent__gte=25, percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
