"""Agreements, their versions, and the decisions made by them."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    ENDED = "ended", _("ended")


class Agreement(models.Model):
    """A service plan or agreement between a provider and a customer, a dealer or everybody.

    `key` is made by the client, so that a repeated request makes no second agreement.
    `ended_on` is the last day it holds.
    """

    key = models.UUIDField(unique=True, default=uuid4)
    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=160)
    counterparty = models.CharField(_("other party"), max_length=120, blank=True)
    dealer = models.ForeignKey(
        "parties.Dealer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    template = models.SlugField(_("template"), max_length=60)
    state = models.CharField(max_length=12, choices=AgreementState, default=AgreementState.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True)
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="agreement_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="agreement_ended_means_when_who_and_why",
                condition=models.Q(
                    ended_at__isnull=True, ended_by__isnull=True, ended_on__isnull=True
                )
                & ~models.Q(state="ended")
                | models.Q(
                    state="ended",
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    ended_on__isnull=False,
                )
                & ~models.Q(ended_reason=""),
            ),
            models.CheckConstraint(
                name="agreement_state_is_known",
                condition=models.Q(state__in=AgreementState.values),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="agreement_newest_first")
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """The terms of an agreement as they stood; a case keeps the one that decided it.

    `source` is the YAML of the terms, `blanks` what was filled in. A version that has been in
    force never changes: another version follows it.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    blanks = models.JSONField(default=dict)
    starts_on = models.DateField(_("in force from"), null=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    signed_for_provider = models.CharField(_("signed for us by"), max_length=60, blank=True)
    signed_for_counterparty = models.CharField(
        _("signed for the other party by"), max_length=60, blank=True
    )
    put_in_force_at = models.DateTimeField(null=True)
    put_in_force_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="version_number_is_unique_per_agreement"
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(put_in_force_at__isnull=True),
                name="version_draft_is_one_per_agreement",
            ),
            models.CheckConstraint(
                name="version_in_force_means_when_who_and_from",
                condition=models.Q(put_in_force_at__isnull=True, put_in_force_by__isnull=True)
                | models.Q(
                    put_in_force_at__isnull=False,
                    put_in_force_by__isnull=False,
                    starts_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="version_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} v{self.number}"


class Decision(models.Model):
    """What an agreement promised about one event: the facts given, and the answer made of them."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="decisions")
    subject_kind = models.CharField(max_length=30)
    subject_code = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    answer = models.JSONField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "subject_kind", "subject_code", "number"],
                name="decision_number_is_unique_per_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_code} #{self.number}"
