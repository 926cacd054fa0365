"""The repair sheet of a dealer, with its lines: parts, labour, freight."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetState(models.TextChoices):
    """SETTLED is never stored: that a sheet is on a statement says its SettledSheet."""

    DRAFTED = "drafted", _("drafted")
    CONFIRMED = "confirmed", _("confirmed by a first follow-up")
    SUBMITTED = "submitted", _("handed in")
    RETURNED = "returned", _("sent back to be completed")
    VERIFIED = "verified", _("checked and allowed")
    REFUSED = "refused", _("payment refused")
    WAIVED = "waived", _("waived")
    SETTLED = "settled", _("settled")


STORED = [state.value for state in SheetState if state is not SheetState.SETTLED]
HANDED_IN = ["submitted", "verified", "refused"]


class SheetItem(models.TextChoices):
    PARTS = "parts", _("parts")
    LABOUR = "labour", _("labour")
    FREIGHT = "freight", _("freight")


def nobody_twice(one: str, other: str) -> models.Q:
    return (
        models.Q(**{f"{one}__isnull": True})
        | models.Q(**{f"{other}__isnull": True})
        | ~models.Q(**{one: models.F(other)})
    )


class Sheet(models.Model):
    """One repair as a dealer claims it. A million come in a month: no index is here without need.

    number: the dealer's own. month: the first day of the month of the repair. version: of the
    agreement with the dealer, by which it is judged. serial stays what was written where `asset`
    is not known. repaired_by, confirmed_by, checked_by: who repaired, who made the first and the
    second follow-up, where they sign in; repairer and confirmer are their names. reason: why it
    was sent back, refused or waived. digest: of the file that it came in by.
    """

    provider = models.ForeignKey(
        "accounts.Provider", models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(_("number"), max_length=40)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(_("number of the paper sheet"), max_length=40)
    month = models.DateField(_("month"))
    version = models.ForeignKey(
        "agreements.Version", models.PROTECT, related_name="+", db_index=False
    )
    asset = models.ForeignKey(
        "assets.Asset", models.PROTECT, null=True, related_name="+", db_index=False
    )
    form = models.ForeignKey("claims.MonthlyForm", models.PROTECT, null=True, related_name="sheets")
    authorisation = models.ForeignKey(
        "claims.Authorisation", models.PROTECT, null=True, related_name="sheets", db_index=False
    )
    visit_code = models.CharField(_("visit"), max_length=40, blank=True)
    serial = models.CharField(_("serial number"), max_length=60, blank=True)
    product_code = models.CharField(_("product number"), max_length=40, blank=True)
    customer_name = models.CharField(_("customer"), max_length=120, blank=True)
    customer_phone = models.CharField(_("phone"), max_length=30, blank=True)
    station_code = models.CharField(_("station"), max_length=40, blank=True)
    repairer = models.CharField(_("repaired by"), max_length=60, blank=True)
    repaired_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    repaired_on = models.DateField(_("repaired on"))
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    fault = models.CharField(_("fault"), max_length=400, blank=True)
    cause = models.CharField(_("cause"), max_length=400, blank=True)
    measure = models.CharField(_("what was done"), max_length=400, blank=True)
    signer_name = models.CharField(_("signed by"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    has_voucher = models.BooleanField(_("copy of the voucher"), default=False)
    material_returned = models.BooleanField(_("used material sent back"), default=False)
    claimed = models.DecimalField(_("claimed"), max_digits=14, decimal_places=2, default=0)
    allowed = models.DecimalField(_("allowed"), max_digits=14, decimal_places=2, null=True)
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.DRAFTED)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    digest = models.CharField(max_length=32, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmer = models.CharField(_("first follow-up by"), max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="sheet_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["dealer", "number"], name="sheet_number_is_unique_per_dealer"
            ),
            models.CheckConstraint(
                name="sheet_state_is_known", condition=models.Q(state__in=STORED)
            ),
            models.CheckConstraint(
                name="sheet_confirmer_is_not_the_repairer",
                condition=nobody_twice("confirmed_by", "repaired_by"),
            ),
            models.CheckConstraint(
                name="sheet_checker_is_not_the_repairer",
                condition=nobody_twice("checked_by", "repaired_by"),
            ),
            models.CheckConstraint(
                name="sheet_is_checked_by_two_different_people",
                condition=nobody_twice("checked_by", "confirmed_by"),
            ),
            models.CheckConstraint(
                name="sheet_handed_in_stands_on_a_form",
                condition=~models.Q(state__in=HANDED_IN)
                | models.Q(form__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sheet_verified_means_how_much",
                condition=~models.Q(state="verified") | models.Q(allowed__isnull=False),
            ),
            models.CheckConstraint(
                name="sheet_not_paid_means_why",
                condition=~models.Q(state__in=["returned", "refused", "waived"])
                | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="sheet_amounts_are_not_negative",
                condition=models.Q(claimed__gte=0)
                & (models.Q(allowed__isnull=True) | models.Q(allowed__gte=0)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="sheet_newest_first"),
            models.Index(fields=["provider", "state", "-id"], name="sheet_by_state"),
            models.Index(fields=["dealer", "-id"], name="sheet_of_dealer"),
            models.Index(fields=["provider", "month", "dealer"], name="sheet_of_month"),
            models.Index(fields=["provider", "serial"], name="sheet_by_serial"),
        ]

    def __str__(self) -> str:
        return self.code


class SheetLine(models.Model):
    """What a sheet claims for one part, for labour, for freight; and what is allowed of it.

    claimed: what is asked for it, which is quantity times unit price. reason: of the list in
    rules/verification.py, why not all of it is allowed. clause: which says so.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="lines", db_index=False)
    place = models.PositiveSmallIntegerField()
    item = models.CharField(_("item"), max_length=10, choices=SheetItem)
    code = models.CharField(_("number"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=120)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2, default=1)
    unit_price = models.DecimalField(_("unit price"), max_digits=14, decimal_places=2)
    claimed = models.DecimalField(_("claimed"), max_digits=14, decimal_places=2)
    allowed = models.DecimalField(_("allowed"), max_digits=14, decimal_places=2, null=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    old_part_returned = models.BooleanField(_("old part sent back"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet", "place"], name="sheet_line_place_is_unique_per_sheet"
            ),
            models.CheckConstraint(
                name="sheet_line_item_is_known", condition=models.Q(item__in=SheetItem.values)
            ),
            models.CheckConstraint(
                name="sheet_line_is_for_something",
                condition=models.Q(quantity__gt=0, unit_price__gte=0, claimed__gte=0),
            ),
            models.CheckConstraint(
                name="sheet_line_allows_no_more_than_claimed",
                condition=models.Q(allowed__isnull=True)
                | models.Q(allowed__gte=0, allowed__lte=models.F("claimed")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.place}"


class SettledSheet(models.Model):
    """That a sheet stands on the statement of a month: it is paid, and never again.

    A row of its own, so that settling a million sheets adds rows and rewrites none. The database
    does not look each sheet up again: the rows are made from the sheets themselves.
    """

    sheet = models.OneToOneField(
        Sheet, models.PROTECT, primary_key=True, related_name="settled", db_constraint=False
    )
    month = models.DateField(_("month of the statement"))

    def __str__(self) -> str:
        return f"{self.sheet} {self.month:%Y-%m}"
