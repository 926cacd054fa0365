"""A case: what a customer reported about one unit, from the call until it is closed."""

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    PHONE = "phone", _("phone")
    WEB = "web", _("web")
    QR = "qr", _("QR code")
    API = "api", _("API")
    INSPECTION = "inspection", _("inspection")
    CALL_BACK = "call_back", _("call-back")


class CaseState(models.TextChoices):
    REPORTED = "reported", _("reported")
    IN_SERVICE = "in_service", _("in service")
    RESTORED = "restored", _("restored, to be followed up")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class Case(models.Model):
    """`key` is made by the client, so that a repeated request makes no second case.

    `follow_token` lets whoever reported it look at its progress without signing in.
    `severity` is one of the rules' words, empty while nobody has said. `particulars` are facts of
    the event that only some kinds have: reason, quantity, claimant, authorised. `is_with_field`
    says that a work order is open for it: work orders come later in the flow, so they keep it in
    step (actions.hand_over, actions.handed_back).
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("case number"), max_length=40)
    key = models.UUIDField(unique=True)
    follow_token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe)
    asset = models.ForeignKey("assets.Asset", models.PROTECT, related_name="+")
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    version = models.ForeignKey("agreements.Version", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=CaseState, default=CaseState.REPORTED)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    kind = models.CharField(_("kind"), max_length=40, default="fault_reported")
    particulars = models.JSONField(default=dict, blank=True)
    component = models.CharField(_("component"), max_length=40, default="whole")
    description = models.TextField(_("what happened"))
    cause = models.CharField(_("cause"), max_length=20, default="unknown")
    severity = models.CharField(_("how bad it is"), max_length=10, blank=True)
    exclusions = models.JSONField(default=list)
    province = models.CharField(_("province"), max_length=20)
    area = models.CharField(_("area"), max_length=10)
    reporter_name = models.CharField(_("reported by"), max_length=60)
    reporter_phone = models.CharField(_("phone"), max_length=30)
    reported_at = models.DateTimeField(_("reported at"))
    on_site_at = models.DateTimeField(null=True)
    is_with_field = models.BooleanField(default=False)
    answer = models.TextField(_("answer"), blank=True)
    solved_on_call = models.BooleanField(default=False)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="case_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="case_state_is_known", condition=models.Q(state__in=CaseState.values)
            ),
            models.CheckConstraint(
                name="case_closed_means_when",
                condition=models.Q(state__in=["closed", "cancelled"], closed_at__isnull=False)
                | (
                    ~models.Q(state__in=["closed", "cancelled"])
                    & models.Q(closed_at__isnull=True, closed_by__isnull=True)
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="case_newest_first"),
            models.Index(fields=["provider", "state", "-id"], name="case_by_state"),
            models.Index(fields=["asset", "-id"], name="case_of_asset"),
            models.Index(fields=["customer", "-id"], name="case_of_customer"),
            models.Index(
                fields=["provider", "reporter_phone"],
                name="case_by_phone",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Knock(models.Model):
    """One report sent from the open page, so that a stranger cannot flood the desk.

    `who` is a keyed digest of an address or of a unit, never the address itself. Rows older
    than the limits look back are deleted as new ones come in.
    """

    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["who", "at"], name="knock_of_whom")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
