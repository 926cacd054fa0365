"""Complaints and suggestions: who said what about what, and what came of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ComplaintState(models.TextChoices):
    RECEIVED = "received", _("received")
    INVESTIGATED = "investigated", _("investigated")
    ANSWERED = "answered", _("answered, to be verified")
    VERIFIED = "verified", _("verified with the complainer")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Topic(models.TextChoices):
    REPAIR = "repair", _("quality of the repair")
    ATTITUDE = "attitude", _("attitude and conduct")
    CHARGES = "charges", _("charges beyond the price list")
    GIFT = "gift", _("gifts or meals accepted")
    DELAY = "delay", _("late or not come")
    PRODUCT = "product", _("the product itself")
    OTHER = "other", _("something else")


class Grade(models.TextChoices):
    SLIGHT = "slight", _("slight")
    SERIOUS = "serious", _("serious")
    GRAVE = "grave", _("grave")


class Verdict(models.TextChoices):
    OURS = "ours", _("ours")
    NOT_OURS = "not_ours", _("not ours")


class Source(models.TextChoices):
    PHONE = "phone", _("phone")
    WEB = "web", _("web")
    CASE = "case", _("a case")
    FOLLOW_UP = "follow_up", _("an answer to a follow-up")


class Complaint(models.Model):
    """One complaint. `key` is made by whoever sends it: the same key is the same complaint.

    about_kind, about_code: what it speaks of (case, workorder, visit, asset, dealer). customer,
    dealer: whom it concerns, and who may therefore read it. against: whose conduct it is about.
    promised_kind, promised_code: where its promises stand, its own or those of its case.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("complaint number"), max_length=40)
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=12, choices=ComplaintState, default=ComplaintState.RECEIVED)
    source = models.CharField(_("how it came"), max_length=10, choices=Source)
    topic = models.CharField(_("what about"), max_length=10, choices=Topic)
    grade = models.CharField(_("how grave"), max_length=10, choices=Grade, default=Grade.SLIGHT)
    description = models.TextField(_("what happened"))
    complainer_name = models.CharField(_("who complains"), max_length=60)
    complainer_phone = models.CharField(_("phone"), max_length=30, blank=True)
    about_kind = models.CharField(max_length=20, blank=True)
    about_code = models.CharField(max_length=80, blank=True)
    promised_kind = models.CharField(max_length=20, default="complaint")
    promised_code = models.CharField(max_length=80)
    customer = models.ForeignKey("parties.Customer", models.PROTECT, null=True, related_name="+")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, null=True, related_name="+")
    asset = models.ForeignKey("assets.Asset", models.PROTECT, null=True, related_name="+")
    against = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    is_of_dealer = models.BooleanField(_("about the dealer's service"), default=False)
    version = models.ForeignKey("agreements.Version", models.PROTECT, null=True, related_name="+")
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    plan = models.TextField(_("plan"), blank=True)
    plan_until = models.DateField(_("to be done by"), null=True)
    finding = models.TextField(_("what the investigation found"), blank=True)
    verdict = models.CharField(_("whose it is"), max_length=10, choices=Verdict, blank=True)
    measure = models.TextField(_("measure"), blank=True)
    discipline = models.TextField(_("discipline of manager and handler"), blank=True)
    reply = models.TextField(_("apology or explanation"), blank=True)
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction"), null=True)
    verified_with = models.CharField(_("verified with"), max_length=60, blank=True)
    record = models.ForeignKey("evidence.Record", models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="complaint_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="complaint_state_is_known",
                condition=models.Q(state__in=ComplaintState.values),
            ),
            models.CheckConstraint(
                name="complaint_over_means_when_and_who",
                condition=models.Q(
                    state__in=["closed", "withdrawn"],
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                )
                | (
                    ~models.Q(state__in=["closed", "withdrawn"])
                    & models.Q(closed_at__isnull=True, closed_by__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="complaint_answered_means_judged_and_replied",
                condition=~models.Q(state__in=["answered", "verified", "closed"])
                | (
                    ~models.Q(verdict="")
                    & ~models.Q(reply="")
                    & models.Q(answered_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="complaint_satisfaction_is_one_to_five",
                condition=models.Q(satisfaction__isnull=True)
                | models.Q(satisfaction__gte=1, satisfaction__lte=5),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="complaint_newest_first"),
            models.Index(fields=["provider", "state", "-id"], name="complaint_by_state"),
            models.Index(fields=["customer", "-id"], name="complaint_of_customer"),
            models.Index(fields=["dealer", "-id"], name="complaint_of_dealer"),
            models.Index(
                fields=["provider", "about_kind", "about_code"], name="complaint_about_what"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class SuggestionState(models.TextChoices):
    RECEIVED = "received", _("received")
    ANSWERED = "answered", _("answered")


class Suggestion(models.Model):
    """What a customer or a dealer proposes: it gets an owner and an answer (P1-9.2)."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("suggestion number"), max_length=40)
    key = models.UUIDField(unique=True)
    state = models.CharField(
        max_length=10, choices=SuggestionState, default=SuggestionState.RECEIVED
    )
    text = models.TextField(_("suggestion"))
    author_name = models.CharField(_("who suggests"), max_length=60)
    author_phone = models.CharField(_("phone"), max_length=30, blank=True)
    customer = models.ForeignKey("parties.Customer", models.PROTECT, null=True, related_name="+")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, null=True, related_name="+")
    asset = models.ForeignKey("assets.Asset", models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey("agreements.Version", models.PROTECT, null=True, related_name="+")
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("answer"), blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="suggestion_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="suggestion_answered_means_when_who_and_what",
                condition=models.Q(
                    state="received", answered_at__isnull=True, answered_by__isnull=True, answer=""
                )
                | (
                    models.Q(state="answered", answered_at__isnull=False, answered_by__isnull=False)
                    & ~models.Q(answer="")
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="suggestion_newest_first"),
            models.Index(fields=["customer", "-id"], name="suggestion_of_customer"),
            models.Index(fields=["dealer", "-id"], name="suggestion_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.code
