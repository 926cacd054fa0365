"""Who is who: customers and their sites, dealers, stations, people."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

# The database cuts searchable text itself, so that a bulk load cannot forget to
# (functions search_fold and search_grams of this app's first migration).


class Area(models.TextChoices):
    CITY = "city", _("city")
    COUNTY = "county", _("county")


class CustomerKind(models.TextChoices):
    CONSUMER = "consumer", _("consumer")
    BUSINESS = "business", _("business")


def lines(*fields: str) -> models.Expression:
    """The fields below each other: a search never matches across the end of one of them."""
    pieces: list[models.F | models.Value] = []
    for field in fields:
        pieces += [models.F(field), models.Value("\n")]
    return Concat(*pieces, output_field=models.TextField())


def grams_of(folded: models.Expression) -> models.Func:
    return models.Func(folded, function="search_grams", output_field=ArrayField(models.TextField()))


def fold_of(text: models.Expression) -> models.Func:
    return models.Func(text, function="search_fold", output_field=models.TextField())


class Customer(models.Model):
    """Whoever holds the equipment. Found while one types by `search_text` and its `tokens`."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("customer number"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=CustomerKind, default=CustomerKind.BUSINESS
    )
    search_text = models.GeneratedField(
        expression=fold_of(lines("code", "name", "phone")),
        output_field=models.TextField(),
        db_persist=True,
    )
    tokens = models.GeneratedField(
        expression=grams_of(fold_of(lines("code", "name", "phone"))),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="customer_code_is_unique_per_provider"
            )
        ]
        indexes: ClassVar = [
            GinIndex(fields=["tokens"], name="customer_by_token"),
            models.Index(fields=["provider", "-id"], name="customer_newest_first"),
            models.Index(
                fields=["provider", "phone"],
                name="customer_by_phone",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """Where a customer's equipment stands; the promised hours depend on it."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="sites")
    name = models.CharField(_("site"), max_length=120)
    province = models.CharField(_("province"), max_length=20)
    city = models.CharField(_("city or county name"), max_length=40, blank=True)
    county = models.CharField(_("county or district"), max_length=40, blank=True)
    area = models.CharField(_("area"), max_length=10, choices=Area)
    address = models.CharField(_("address"), max_length=200, blank=True)
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=30, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer", "name"], name="site_name_is_unique_per_customer"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Dealer(models.Model):
    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("dealer number"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="dealer_code_is_unique_per_provider"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Station(models.Model):
    """A head maintenance centre or a regional service station, the provider's or a dealer's.

    stock: its store of common parts, one a line (P5-1.9).
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    dealer = models.ForeignKey(
        Dealer, models.PROTECT, null=True, blank=True, related_name="stations"
    )
    code = models.CharField(_("station number"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    stock = models.TextField(_("common parts kept here"), max_length=2000, blank=True)
    is_head = models.BooleanField(_("head centre"), default=False)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="station_code_is_unique_per_provider"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Territory(models.Model):
    """A province, a city or a county that a station serves. The narrowest one goes first."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    station = models.ForeignKey(Station, models.CASCADE, related_name="territories")
    province = models.CharField(_("province"), max_length=20)
    city = models.CharField(_("city"), max_length=40, blank=True)
    county = models.CharField(_("county or district"), max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "territories"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "province", "city", "county"], name="territory_has_one_station"
            ),
            models.CheckConstraint(
                name="territory_county_lies_in_a_city",
                condition=models.Q(county="") | ~models.Q(city=""),
            ),
        ]

    def __str__(self) -> str:
        return self.province + self.city + self.county


class Person(models.Model):
    """Somebody we know by name: staff, a dealer's people, a customer's people."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    user = models.OneToOneField(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="person"
    )
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="people"
    )
    dealer = models.ForeignKey(Dealer, models.PROTECT, null=True, blank=True, related_name="people")
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, blank=True, related_name="people"
    )

    class Meta:
        verbose_name_plural = "people"
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="person_newest_first"),
        ]

    def __str__(self) -> str:
        return self.name
