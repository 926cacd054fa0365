"""What is made and sold, and the price lists that fees may be taken from."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbao.rules.facts import Category


class Product(models.Model):
    """What is made and sold. `category` is the kind of goods that the national three-guarantees
    rules know it by, "" where nobody has said; `production_ended_on` the last day it was made.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("product number"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    model = models.CharField(_("model"), max_length=60, blank=True)
    components = ArrayField(
        models.CharField(max_length=40), default=list, verbose_name=_("component classes")
    )
    category = models.CharField(_("three-guarantees category"), max_length=20, blank=True)
    production_ended_on = models.DateField(_("production ended on"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="product_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="product_category_is_known",
                condition=models.Q(category__in=["", *(kind.value for kind in Category)]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="product_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.model}".strip()


class Basis(models.TextChoices):
    COST = "cost", _("cost price")
    PRICE_LIST = "price_list", _("price list")
    TENDER_LIST = "tender_list", _("tender price list")
    FAVOURABLE = "favourable", _("most favourable price")


class Item(models.TextChoices):
    PARTS = "parts", _("parts")
    LABOUR = "labour", _("labour")
    TRAVEL = "travel", _("travel")
    FREIGHT = "freight", _("freight")


class PriceList(models.Model):
    """Published prices on one basis from a day on; the newest that has begun is in force."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    basis = models.CharField(_("basis"), max_length=12, choices=Basis)
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("in force from"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "basis", "starts_on"], name="price_list_starts_once_per_basis"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="prices")
    item = models.CharField(_("item"), max_length=10, choices=Item)
    code = models.CharField(_("number"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=20)
    amount = models.DecimalField(_("unit price"), max_digits=14, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["price_list", "code"], name="price_code_is_unique_per_list"
            ),
            models.CheckConstraint(name="price_is_not_negative", condition=models.Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name


class SettledSale(models.Model):
    """What a dealer has settled with us for goods: a dealer's repair fund is a share of it.

    reference: the number in whatever program it comes from; the same again is the same. Goods that
    came back have negative units and amount. It never changes: what was wrong is taken back by
    another one, which names its reference in `reverses` and so is no return of goods.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    reference = models.CharField(_("reference"), max_length=60)
    reverses = models.CharField(_("takes back"), max_length=60, blank=True, db_default="")
    settled_on = models.DateField(_("settled on"))
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    units = models.IntegerField(_("units"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "reference"], name="sale_is_settled_once_per_reference"
            ),
            models.CheckConstraint(
                name="sale_returned_has_both_signs",
                condition=models.Q(units__gt=0, amount__gte=0)
                | models.Q(units__lt=0, amount__lte=0),
            ),
            models.UniqueConstraint(
                fields=["provider", "reverses"],
                condition=~models.Q(reverses=""),
                name="sale_is_taken_back_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="sale_newest_first"),
            models.Index(fields=["provider", "dealer", "settled_on"], name="sale_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.reference
