"""A visit: appointment, arrival, conduct, work, fee, signature, report; then the follow-up."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitState(models.TextChoices):
    AGREED = "agreed", _("appointment agreed")
    ARRIVED = "arrived", _("on site")
    WORKED = "worked", _("work recorded")
    SIGNED = "signed", _("signed by the customer")
    REPORTED = "reported", _("report handed in")
    ABANDONED = "abandoned", _("did not take place")


class Visit(models.Model):
    """One trip of one engineer for one work order.

    `key` is made by the engineer's device, so that a repeated request makes no second visit.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("visit number"), max_length=40)
    key = models.UUIDField(unique=True)
    order = models.ForeignKey("workorders.WorkOrder", models.PROTECT, related_name="+")
    engineer = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=VisitState, default=VisitState.AGREED)
    agreed_from = models.DateTimeField(_("from"))
    agreed_until = models.DateTimeField(_("until"))
    agreed_with = models.CharField(_("agreed with"), max_length=60)
    arrived_at = models.DateTimeField(null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    accuracy_m = models.PositiveIntegerField(null=True)
    certificate_shown = models.CharField(_("certificate shown"), max_length=60, blank=True)
    price_list_shown = models.BooleanField(_("price list shown"), default=False)
    cause = models.CharField(_("cause"), max_length=20, blank=True)
    exclusions = models.JSONField(default=list)
    component = models.CharField(_("component"), max_length=40, blank=True)
    finding = models.TextField(_("what was found"), blank=True)
    measure = models.TextField(_("what was done"), blank=True)
    is_restored = models.BooleanField(_("works again"), null=True)
    not_restored_because = models.TextField(_("why another visit is needed"), blank=True)
    worked_at = models.DateTimeField(null=True)
    # Who went along, with the certificate of each: written down when the visit is signed or over.
    companions = models.JSONField(default=list)
    decision = models.ForeignKey("agreements.Decision", models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(_("signed by"), max_length=60, blank=True)
    signature = models.ForeignKey(
        "evidence.Attachment", models.PROTECT, null=True, related_name="+"
    )
    opinion = models.TextField(_("customer's opinion"), blank=True)
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction"), null=True)
    signed_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    summary = models.TextField(_("report to the after-sales department"), blank=True)
    reported_at = models.DateTimeField(null=True)
    report = models.ForeignKey("evidence.Attachment", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="visit_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(state__in=["agreed", "arrived", "worked"]),
                name="visit_is_open_once_per_order",
            ),
            models.CheckConstraint(
                name="visit_state_is_known", condition=models.Q(state__in=VisitState.values)
            ),
            models.CheckConstraint(
                name="visit_ends_after_it_starts",
                condition=models.Q(agreed_until__gt=models.F("agreed_from")),
            ),
            models.CheckConstraint(
                name="visit_signed_means_when_and_who",
                condition=models.Q(signed_at__isnull=True, signer_name="", signature__isnull=True)
                | (
                    models.Q(signed_at__isnull=False, signature__isnull=False)
                    & ~models.Q(signer_name="")
                ),
            ),
            models.CheckConstraint(
                name="visit_taken_back_means_when_and_who",
                condition=models.Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | models.Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
            models.CheckConstraint(
                name="visit_satisfaction_is_one_to_five",
                condition=models.Q(satisfaction__isnull=True)
                | models.Q(satisfaction__gte=1, satisfaction__lte=5),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["engineer", "agreed_from"], name="visit_of_engineer"),
            models.Index(fields=["order"], name="visit_of_order"),
            models.Index(fields=["provider", "-id"], name="visit_newest_first"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def papers_shown(self) -> bool:
        """Whether the customer has seen the certificate and the price list (P3-4.8, P3-4.9)."""
        return bool(self.certificate_shown) and self.price_list_shown


class UsedItem(models.Model):
    """What a visit used of the price list: a part fitted, hours of labour, a trip.

    `price` names the position; which list is paid by follows from the decision.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="used")
    price = models.ForeignKey("products.Price", models.PROTECT, related_name="+")
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2)
    serial = models.CharField(_("serial number"), max_length=60, blank=True)
    is_outer = models.BooleanField(_("shell or packing"), default=False)
    old_part_returned = models.BooleanField(_("old part taken back"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="used_item_is_more_than_none", condition=models.Q(quantity__gt=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.price} × {self.quantity}"


class Receipt(models.Model):
    """What the customer of a visit owes by its fee, under a number without a gap (P3-4.9).

    One that was taken back with the signature keeps its number, and is void.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("receipt number"))
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="receipts")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    payer_name = models.CharField(_("paid by"), max_length=60)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=models.Q(voided_at=None),
                name="receipt_counts_once_per_visit",
            ),
            models.CheckConstraint(
                name="receipt_void_means_when_and_who",
                condition=models.Q(voided_at__isnull=True, voided_by__isnull=True)
                | models.Q(voided_at__isnull=False, voided_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["provider", "number"], name="receipt_number_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="receipt_is_for_something",
                condition=models.Q(amount__gt=0, number__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"SJ-{self.number:06d}"


class FollowUp(models.Model):
    """The call after the service: tried until reached, answered in a questionnaire.

    `entry` is the journal entry that asked for it: each restoring is followed up once.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    case = models.ForeignKey("desk.Case", models.PROTECT, related_name="+")
    entry = models.OneToOneField("journal.Entry", models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_tried_at = models.DateTimeField(null=True)
    record = models.ForeignKey("evidence.Record", models.PROTECT, null=True, related_name="+")
    is_reached = models.BooleanField(_("reached"), null=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="follow_up_done_means_when_and_how",
                condition=models.Q(
                    done_at__isnull=True, done_by__isnull=True, is_reached__isnull=True
                )
                | models.Q(done_at__isnull=False, is_reached__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(done_at__isnull=True),
                name="follow_up_is_open_once_per_case",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["provider", "due_at", "id"],
                name="follow_up_to_be_made",
                condition=models.Q(done_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}"
