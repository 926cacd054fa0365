"""Parts and tools: which there are, and what lies where: at a station, or on an engineer's van."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.Model):
    """A spare part, which is used up, or a tool, which is kept.

    code: the same as on the price list, so that what a visit uses leaves the van.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("part number"), max_length=40)
    name = models.CharField(_("part name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=20, default="件")
    is_tool = models.BooleanField(_("a tool, which is kept"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="part_code_is_unique_per_provider"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["provider", "-id"], name="part_newest_first")]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class Store(models.Model):
    """Where parts lie: the store of a station, or the van of an engineer."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    station = models.OneToOneField(
        "parties.Station", models.PROTECT, null=True, related_name="store"
    )
    engineer = models.OneToOneField("accounts.User", models.PROTECT, null=True, related_name="van")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="store_is_of_a_station_or_a_van",
                condition=models.Q(station__isnull=False, engineer__isnull=True)
                | models.Q(station__isnull=True, engineer__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.engineer or self.station}"

    @property
    def kind(self) -> str:
        return "station" if self.engineer is None else "van"

    @property
    def code(self) -> str:
        """The number of the station, the user name of the engineer."""
        if self.engineer is not None:
            return self.engineer.username
        return self.station.code if self.station is not None else ""


class Stock(models.Model):
    """How many of a part lie in a store: the sum of its moves, kept in one column.

    Less than none: more was used than the books knew of, and somebody has to count.
    """

    store = models.ForeignKey(Store, models.PROTECT, related_name="stocks")
    part = models.ForeignKey(Part, models.PROTECT, related_name="stocks")
    on_hand = models.DecimalField(_("on hand"), max_digits=10, decimal_places=2, default=0)
    counted_at = models.DateTimeField(null=True)
    counted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "part"], name="stock_is_once_per_store"),
            models.CheckConstraint(
                name="stock_counted_means_when_and_who",
                condition=models.Q(counted_at__isnull=True, counted_by__isnull=True)
                | models.Q(counted_at__isnull=False, counted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} × {self.on_hand}"


class MoveKind(models.TextChoices):
    COUNTED = "counted", _("stock counted")
    RECEIVED = "received", _("taken into stock")
    SENT = "sent", _("taken from here")
    BROUGHT = "brought", _("brought here")
    USED = "used", _("used at a visit")
    UNUSED = "unused", _("back on the van, signature taken back")


class StockMove(models.Model):
    """What changed a stock, by how much, and what lay there then; it never changes.

    key: made by the client, so that a repeated request moves nothing twice. subject_code: the
    number of the visit, or the name of the store at the other end.
    """

    stock = models.ForeignKey(Stock, models.PROTECT, related_name="moves")
    key = models.UUIDField()
    kind = models.CharField(max_length=10, choices=MoveKind)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2)
    left = models.DecimalField(_("on hand then"), max_digits=10, decimal_places=2)
    subject_code = models.CharField(max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "stock"], name="stock_move_is_made_once"),
            models.CheckConstraint(
                name="stock_move_kind_is_known", condition=models.Q(kind__in=MoveKind.values)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["stock", "-id"], name="stock_move_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.stock_id} {self.quantity:+}"


class UsualPart(models.Model):
    """What work on a product usually takes: on one class of its components, or "" on any."""

    product = models.ForeignKey("products.Product", models.CASCADE, related_name="+")
    component = models.CharField(_("component"), max_length=40, blank=True)
    part = models.ForeignKey(Part, models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["product", "component", "part"], name="usual_part_is_stated_once"
            ),
            models.CheckConstraint(
                name="usual_part_is_more_than_none", condition=models.Q(quantity__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.part}"
