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
