"""The installed unit: serial, dates, whose it is, where it stands, what was repaired."""

import secrets
import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

DATED_EVENTS = (
    "made",
    "picked_up",
    "sold",
    "invoiced",
    "delivered",
    "commissioned",
    "accepted",
)

# (earlier, later): where both days are known, the second is never before the first.
ORDERED_EVENTS = (
    *(("made", event) for event in DATED_EVENTS[1:]),
    ("picked_up", "delivered"),
    ("delivered", "commissioned"),
    ("delivered", "accepted"),
)


class Asset(models.Model):
    """A unit with a serial number. `public_key` is what its QR code carries: not guessable.

    `search_text` holds what it is found by (serial, customer, site), folded by the database's
    search_fold; `tokens` are the pieces of it that the index knows, cut by search_grams.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    serial = models.CharField(_("serial number"), max_length=60)
    product = models.ForeignKey("products.Product", models.PROTECT, related_name="+")
    customer = models.ForeignKey("parties.Customer", models.PROTECT, related_name="+")
    site = models.ForeignKey("parties.Site", models.PROTECT, related_name="+")
    dealer = models.ForeignKey(
        "parties.Dealer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_on = models.DateField(_("made on"), null=True, blank=True)
    picked_up_on = models.DateField(_("picked up on"), null=True, blank=True)
    sold_on = models.DateField(_("sold on"), null=True, blank=True)
    invoiced_on = models.DateField(_("invoiced on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    commissioned_on = models.DateField(_("commissioned on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=2, null=True, blank=True)
    tier = models.CharField(_("tier"), max_length=10, blank=True)
    public_key = models.CharField(max_length=48, unique=True, default=secrets.token_urlsafe)
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    search_text = models.TextField(blank=True)
    tokens = models.GeneratedField(
        expression=models.Func("search_text", function="search_grams"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "serial"], name="asset_serial_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="asset_tier_is_known", condition=models.Q(tier__in=["", "member"])
            ),
            *(
                models.CheckConstraint(
                    name=f"asset_{later}_is_not_before_{earlier}",
                    condition=models.Q(**{f"{later}_on__isnull": True})
                    | models.Q(**{f"{earlier}_on__isnull": True})
                    | models.Q(**{f"{later}_on__gte": models.F(f"{earlier}_on")}),
                )
                for earlier, later in ORDERED_EVENTS
            ),
            models.CheckConstraint(
                name="asset_price_is_not_negative",
                condition=models.Q(price__isnull=True) | models.Q(price__gte=0),
            ),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["tokens"], name="asset_by_token"),
            models.Index(fields=["provider", "-id"], name="asset_newest_first"),
            models.Index(fields=["customer", "-id"], name="asset_of_customer"),
        ]

    def __str__(self) -> str:
        return self.serial


class Attendance(models.Model):
    """An engineer who was given work on the unit: it exists for him from then on."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="attendances")
    engineer = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["engineer", "asset"], name="attendance_is_one_per_engineer_and_asset"
            )
        ]

    def __str__(self) -> str:
        return f"{self.engineer} {self.asset}"


class Repair(models.Model):
    """One repair in the unit's history. `held` is None until it is known whether it lasted;
    `reported_on` is None where nobody knows since when it waited.
    """

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="repairs")
    component = models.CharField(_("component"), max_length=40)
    cause = models.CharField(_("cause"), max_length=20, blank=True)
    in_warranty = models.BooleanField()
    reported_on = models.DateField(null=True, blank=True)
    repaired_at = models.DateTimeField()
    visit_code = models.CharField(max_length=40)
    finding = models.CharField(_("finding"), max_length=400, blank=True)
    held = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["asset", "visit_code"], name="repair_is_recorded_once_per_visit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asset} {self.repaired_at:%Y-%m-%d}"


class RunLogEntry(models.Model):
    """A day of a unit as whoever runs it wrote it down (P1-9.1); several a day where shifts are."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="run_log")
    key = models.UUIDField(unique=True)
    on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours run"), max_digits=4, decimal_places=1, null=True)
    readings = models.CharField(_("readings"), max_length=400, blank=True)
    remarks = models.CharField(_("remarks"), max_length=400, blank=True)
    is_abnormal = models.BooleanField(_("something was not as usual"), default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["asset", "-on", "-id"], name="run_log_of_asset")]

    def __str__(self) -> str:
        return f"{self.asset} {self.on}"


class MaintenanceEntry(models.Model):
    """Maintenance by the manual that the customer did himself (P1-9.1)."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="maintenance")
    key = models.UUIDField(unique=True)
    on = models.DateField(_("day"))
    what = models.CharField(_("what was done"), max_length=400)
    parts = models.CharField(_("parts"), max_length=200, blank=True)
    done_by = models.CharField(_("who did it"), max_length=60)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["asset", "-on", "-id"], name="maintenance_of_asset")
        ]

    def __str__(self) -> str:
        return f"{self.asset} {self.on}"


class ImportState(models.TextChoices):
    CHECKING = "checking", _("checking")
    CHECKED = "checked", _("checked")
    IMPORTING = "importing", _("importing")
    DONE = "done", _("imported")
    FAILED = "failed", _("failed")


class Import(models.Model):
    """A spreadsheet of installed units on its way in: checked whole, then imported whole.

    `run` counts the attempts of the worker: an attempt that was given up for dead and wakes up
    again finds that it is no longer its turn, and stops.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    file_name = models.CharField(_("file"), max_length=160)
    file = models.FileField(upload_to="imports/%Y/%m")
    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.CHECKING)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    run = models.PositiveIntegerField(default=0)
    ignored = ArrayField(models.CharField(max_length=60), default=list)
    problem = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="import_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="import_state_is_known", condition=models.Q(state__in=ImportState.values)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="import_newest_first"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Verdict(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("unchanged")
    BAD = "bad", _("bad")


class ImportRow(models.Model):
    """One row as read from the file, with what is wrong with it (msgid and field), if anything.

    `values` is what was understood; `raw` what the cells of a bad row say.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    serial = models.CharField(max_length=60, blank=True)
    raw = models.JSONField()
    values = models.JSONField()
    problems = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_number_is_unique")
        ]
        indexes: ClassVar = [
            models.Index(fields=["batch", "verdict", "number"], name="import_row_by_verdict"),
            models.Index(fields=["batch", "serial"], name="import_row_by_serial"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.number}"
