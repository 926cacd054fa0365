"""The work that follows from a case: who is sent, and how far it has come."""

from math import ceil
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkOrderState(models.TextChoices):
    RAISED = "raised", _("to be assigned")
    ASSIGNED = "assigned", _("assigned")
    AT_WORK = "at_work", _("visit agreed or under way")
    RESTORED = "restored", _("restored, report due")
    REPORTED = "reported", _("report handed in")
    CANCELLED = "cancelled", _("cancelled")


class WorkOrder(models.Model):
    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("work order number"), max_length=40)
    case = models.ForeignKey("desk.Case", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=WorkOrderState, default=WorkOrderState.RAISED)
    task = models.TextField(_("task"))
    engineer = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="workorder_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=~models.Q(state__in=["reported", "cancelled"]),
                name="workorder_is_open_once_per_case",
            ),
            models.CheckConstraint(
                name="workorder_state_is_known",
                condition=models.Q(state__in=WorkOrderState.values),
            ),
            models.CheckConstraint(
                name="workorder_assigned_means_when_who_and_whom",
                condition=models.Q(
                    assigned_at__isnull=True, assigned_by__isnull=True, engineer__isnull=True
                )
                | models.Q(
                    assigned_at__isnull=False, assigned_by__isnull=False, engineer__isnull=False
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="workorder_newest_first"),
            models.Index(fields=["engineer", "-id"], name="workorder_of_engineer"),
            models.Index(fields=["case"], name="workorder_of_case"),
        ]

    def __str__(self) -> str:
        return self.code


class Companion(models.Model):
    """Somebody who goes along with the engineer of an order, until he is not needed any more."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="companions")
    engineer = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order", "engineer"],
                condition=models.Q(left_at=None),
                name="companion_goes_along_once_per_order",
            ),
            models.CheckConstraint(
                name="companion_left_means_when_and_who",
                condition=models.Q(left_at__isnull=True, left_by__isnull=True)
                | models.Q(left_at__isnull=False, left_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["engineer", "order"], name="companion_of_order")]

    def __str__(self) -> str:
        return f"{self.order} {self.engineer}"


class RequiredPart(models.Model):
    """So many of a part, or a tool, that an order needs: usual for its product, or stated.

    stated_by: nobody where it is only usual. What is not needed after all keeps its row with none.
    fitted: what visits have used of it since; less than none where one from before is taken back.
    """

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="required")
    part = models.ForeignKey("parts.Part", models.PROTECT, related_name="+")
    asked = models.PositiveSmallIntegerField(_("quantity"))
    fitted = models.DecimalField(max_digits=10, decimal_places=2, db_default=0, default=0)
    stated_at = models.DateTimeField(null=True)
    stated_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order", "part"], name="required_part_stands_once_per_order"
            ),
            models.CheckConstraint(
                name="required_part_stated_means_when_and_who",
                condition=models.Q(stated_at__isnull=True, stated_by__isnull=True)
                | models.Q(stated_at__isnull=False, stated_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.part} × {self.quantity}"

    @property
    def quantity(self) -> int:
        """How many are needed still, a piece that is used in part as a whole one."""
        return max(0, ceil(self.asked - self.fitted))


class BookingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    AGREED = "agreed", _("agreed with the customer")
    DONE = "done", _("over")
    RELEASED = "released", _("given up")


HELD = (BookingState.PLANNED, BookingState.AGREED)


class Booking(models.Model):
    """The time of an engineer that an order takes: planned by us, then agreed with the customer.

    errand: what takes it instead of an order, by its number, at `site`: a round of inspection.

    The database keeps an engineer from being at two places at once: `engineer_span` puts the
    engineer and the seconds into one range of numbers, and held ranges exclude each other.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    order = models.ForeignKey(WorkOrder, models.PROTECT, null=True, related_name="bookings")
    errand = models.CharField(max_length=40, blank=True, db_default="", default="")
    site = models.ForeignKey("parties.Site", models.PROTECT, null=True, related_name="+")
    engineer = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.PLANNED)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="booking_state_is_known", condition=models.Q(state__in=BookingState.values)
            ),
            models.CheckConstraint(
                name="booking_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.UniqueConstraint(
                fields=["order", "engineer"],
                condition=models.Q(state__in=["planned", "agreed"]),
                name="booking_is_held_once_per_order_and_engineer",
            ),
            models.CheckConstraint(
                name="booking_is_for_an_order_or_an_errand",
                condition=models.Q(order__isnull=False, errand="", site__isnull=True)
                | (models.Q(order__isnull=True, site__isnull=False) & ~models.Q(errand="")),
            ),
            models.UniqueConstraint(
                fields=["provider", "errand", "engineer"],
                condition=models.Q(state__in=["planned", "agreed"]) & ~models.Q(errand=""),
                name="booking_is_held_once_per_errand_and_engineer",
            ),
            ExclusionConstraint(
                name="engineer_is_at_one_place_at_a_time",
                expressions=[
                    (
                        models.Func(
                            "engineer_id",
                            "starts_at",
                            "ends_at",
                            function="engineer_span",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=models.Q(state__in=["planned", "agreed"]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "starts_at"], name="booking_of_day"),
            models.Index(fields=["engineer", "starts_at"], name="booking_of_engineer"),
            models.Index(
                fields=["provider", "errand"],
                condition=~models.Q(errand=""),
                name="booking_of_errand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.starts_at:%m-%d %H:%M}"

    @property
    def code(self) -> str:
        """The number of what takes the time."""
        return self.errand if self.order is None else self.order.code
