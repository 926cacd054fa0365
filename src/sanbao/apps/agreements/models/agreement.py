"""Agreements and their versions."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    SIGNED_BY_ONE = "signed_by_one", _("signed by one side")
    SIGNED = "signed", _("signed by both, not yet in force")
    IN_FORCE = "in_force", _("in force")
    SUSPENDED = "suspended", _("suspended")
    EXPIRING = "expiring", _("expiring")
    EXPIRED = "expired", _("expired")
    TERMINATED = "terminated", _("terminated")
    SUPERSEDED = "superseded", _("superseded")


# Ended before its time, by somebody or something: when, why and the last day are known.
ENDED_EARLY = ("terminated", "superseded")
BEFORE_FORCE = ("draft", "in_review", "signed_by_one", "signed")


class VersionKind(models.TextChoices):
    FIRST = "first", _("first version")
    AMENDMENT = "amendment", _("amendment")
    SUPPLEMENT = "supplement", _("supplement")


class Agreement(models.Model):
    """A service plan or agreement between a provider and a customer, a dealer or everybody.

    `key` is made by the client, so that a repeated request makes no second agreement.
    `state` is that of its first version until one is in force. `ended_on` is the last day it holds
    if it ends before its time; `closed_on` the day on which its being over was written down.
    `main` or `main_reference` (kept elsewhere) names the main agreement that it goes with.
    `follows` is the agreement that it renews or takes the place of. `seat` names the court.
    """

    key = models.UUIDField(unique=True, default=uuid4)
    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=160)
    counterparty = models.CharField(_("other party"), max_length=120, blank=True)
    dealer = models.ForeignKey(
        "parties.Dealer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    customer = models.ForeignKey(
        "parties.Customer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    seat = models.CharField(_("our seat"), max_length=120, blank=True)
    main = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joint")
    main_reference = models.CharField(_("main agreement kept elsewhere"), max_length=60, blank=True)
    main_signed_on = models.DateField(_("in force since"), null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    template = models.SlugField(_("template"), max_length=60)
    state = models.CharField(max_length=16, choices=AgreementState, default=AgreementState.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True)
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="agreement_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                # Who ended it is nobody where the end of the main agreement did.
                name="agreement_ended_early_means_when_and_why",
                condition=models.Q(
                    ended_at__isnull=True, ended_by__isnull=True, ended_on__isnull=True
                )
                & ~models.Q(state__in=ENDED_EARLY)
                | models.Q(state__in=ENDED_EARLY, ended_at__isnull=False, ended_on__isnull=False)
                & ~models.Q(ended_reason=""),
            ),
            models.CheckConstraint(
                name="agreement_has_one_main_agreement",
                condition=models.Q(main__isnull=True) | models.Q(main_reference=""),
            ),
            models.CheckConstraint(
                name="agreement_state_is_known",
                condition=models.Q(state__in=AgreementState.values),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="agreement_newest_first"),
            models.Index(fields=["provider", "state", "-id"], name="agreement_newest_of_state"),
            models.Index(
                fields=["state"],
                name="agreement_not_closed",
                condition=models.Q(closed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """The terms of an agreement as they stood; a case keeps the one that decided it.

    `source` is the YAML of the terms, `blanks` what was filled in. A version that has been in
    force never changes: another version follows it, which overrides it from its first day on.
    `changes` says what it overrides or adds. `acknowledged` names the contradictions of its terms
    that somebody took note of. The names of who signed stand here too, for lists.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=VersionKind, default=VersionKind.FIRST)
    changes = models.CharField(_("what it changes"), max_length=400, blank=True)
    state = models.CharField(max_length=16, choices=AgreementState, default=AgreementState.DRAFT)
    source = models.TextField()
    blanks = models.JSONField(default=dict)
    starts_on = models.DateField(_("in force from"), null=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    signed_for_provider = models.CharField(_("signed for us by"), max_length=60, blank=True)
    signed_for_counterparty = models.CharField(
        _("signed for the other party by"), max_length=60, blank=True
    )
    acknowledged = models.JSONField(default=list)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
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
                name="version_state_says_whether_it_is_in_force",
                condition=models.Q(put_in_force_at__isnull=True, state__in=BEFORE_FORCE)
                | models.Q(put_in_force_at__isnull=False, state="in_force"),
            ),
            models.CheckConstraint(
                name="version_kind_is_known", condition=models.Q(kind__in=VersionKind.values)
            ),
            models.CheckConstraint(
                name="version_acknowledged_means_when_and_who",
                condition=models.Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
            ),
            models.CheckConstraint(
                name="version_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} v{self.number}"
