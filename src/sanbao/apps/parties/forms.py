"""What is typed about customers, stations and people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import choose_from
from sanbao.apps.parties.actions import Address, CustomerDetails
from sanbao.apps.parties.models import Area, CustomerKind, Dealer, Station
from sanbao.rules import place


class ProvinceField(forms.CharField):
    """A province by its name, with or without 省/市; its value is the short name."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "")
        if typed and place.province(typed) is None:
            raise ValidationError(gettext("“%(text)s” is not a province") % {"text": typed})
        return place.province(typed) or ""


class CustomerForm(forms.Form):
    code = forms.CharField(
        label=_("customer number"),
        max_length=40,
        required=False,
        help_text=_("Leave empty to get the next free one."),
    )
    name = forms.CharField(label=_("customer name"), max_length=120)
    phone = forms.CharField(label=_("phone"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=CustomerKind.choices)

    def details(self) -> CustomerDetails:
        cleaned = self.cleaned_data
        return CustomerDetails(cleaned["name"], cleaned["phone"], cleaned["kind"])


class SiteForm(forms.Form):
    name = forms.CharField(label=_("site"), max_length=120)
    province = ProvinceField(
        label=_("province"),
        max_length=20,
        help_text=_("The promised hours depend on province and area."),
    )
    city = forms.CharField(label=_("city or county name"), max_length=40, required=False)
    county = forms.CharField(label=_("county or district"), max_length=40, required=False)
    area = forms.ChoiceField(label=_("area"), choices=Area.choices)
    address = forms.CharField(label=_("address"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("contact"), max_length=60, required=False)
    contact_phone = forms.CharField(label=_("contact phone"), max_length=30, required=False)

    def where(self) -> Address:
        cleaned = self.cleaned_data
        return Address(
            cleaned["province"],
            cleaned["city"],
            cleaned["area"],
            cleaned["address"],
            county=cleaned["county"],
        )


class PlaceForm(forms.Form):
    """Asks which station serves a place."""

    province = ProvinceField(label=_("province"), max_length=20)
    city = forms.CharField(label=_("city or county name"), max_length=40, required=False)
    county = forms.CharField(label=_("county or district"), max_length=40, required=False)


class StationForm(forms.Form):
    code = forms.CharField(label=_("station number"), max_length=40)
    name = forms.CharField(label=_("station name"), max_length=120)
    phone = forms.CharField(label=_("phone"), max_length=30, required=False)
    dealer = forms.ModelChoiceField(
        label=_("dealer"),
        queryset=Dealer.objects.none(),
        required=False,
        empty_label=_("our own"),
    )
    address = forms.CharField(label=_("address"), max_length=200, required=False)
    stock = forms.CharField(
        label=_("common parts kept here"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    latitude = forms.DecimalField(
        label=_("latitude"), required=False, min_value=-90, max_value=90, decimal_places=6
    )
    longitude = forms.DecimalField(
        label=_("longitude"),
        required=False,
        min_value=-180,
        max_value=180,
        decimal_places=6,
        help_text=_("Where its ways begin; without it, at the city that name or address names."),
    )
    is_head = forms.BooleanField(label=_("head centre"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (given.get("latitude") is None) != (given.get("longitude") is None):
            self.add_error("longitude", gettext("give both latitude and longitude, or none"))
        return given

    def __init__(self, *args: Any, dealers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "dealer", dealers.order_by("name"))


class PersonForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=60)
    phone = forms.CharField(label=_("phone"), max_length=30, required=False)
    station = forms.ModelChoiceField(
        label=_("station"), queryset=Station.objects.none(), required=False, empty_label=_("none")
    )
    user = forms.ModelChoiceField(
        label=_("account"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("The account this person signs in with; an engineer needs one."),
    )

    def __init__(self, *args: Any, stations: Any, users: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "station", stations.order_by("name"))
        choose_from(self, "user", users.order_by("display_name"))
