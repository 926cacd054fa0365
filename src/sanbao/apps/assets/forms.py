"""What is typed about one unit, and what is given with a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import DayInput, choose_from
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets.actions import AssetDetails, MaintenanceDone, RunDay
from sanbao.apps.assets.facts.dates import impossible
from sanbao.apps.assets.models import DATED_EVENTS, Asset
from sanbao.apps.parties import actions as parties_actions
from sanbao.apps.parties import queries as parties
from sanbao.apps.products import queries as products
from sanbao.rules import place

DATE_LABELS = {
    "made": _("made on"),
    "picked_up": _("picked up on"),
    "sold": _("sold on"),
    "invoiced": _("invoiced on"),
    "delivered": _("delivered on"),
    "commissioned": _("commissioned on"),
    "accepted": _("accepted on"),
}
TIERS = [("", _("none")), ("member", _("member"))]


class AssetForm(forms.Form):
    """One unit of one customer, at one of his sites or a new one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    serial = forms.CharField(label=_("serial number"), max_length=60)
    product = forms.ModelChoiceField(
        label=_("product"), queryset=products.Product.objects.none(), empty_label=_("choose")
    )
    agreement = forms.ModelChoiceField(
        label=_("agreement"),
        queryset=agreements.Agreement.objects.none(),
        required=False,
        empty_label=_("none yet"),
        help_text=_("Without an agreement nothing is promised for the unit."),
    )
    dealer = forms.ModelChoiceField(
        label=_("dealer"),
        queryset=parties.Dealer.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    site = forms.ModelChoiceField(
        label=_("site"),
        queryset=parties.Site.objects.none(),
        required=False,
        empty_label=_("a new site"),
    )
    site_name = forms.CharField(label=_("name of the new site"), max_length=120, required=False)
    province = forms.CharField(
        label=_("province"),
        max_length=20,
        required=False,
        help_text=_("The promised hours depend on province and area."),
    )
    city = forms.CharField(label=_("city or county name"), max_length=40, required=False)
    area = forms.ChoiceField(label=_("area"), choices=parties.Area.choices, required=False)
    address = forms.CharField(label=_("address"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("contact"), max_length=60, required=False)
    contact_phone = forms.CharField(label=_("contact phone"), max_length=30, required=False)
    price = forms.DecimalField(
        label=_("price (CNY)"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    tier = forms.ChoiceField(label=_("tier"), choices=TIERS, required=False)

    def __init__(
        self, *args: Any, user: User, customer: parties.Customer, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.customer, self.on = customer, on
        choose_from(self, "product", products.products_for(user).order_by("name", "code"))
        choose_from(self, "agreement", agreements.agreements_for(user).order_by("title"))
        choose_from(self, "dealer", parties.dealers_for(user).order_by("name"))
        choose_from(self, "site", customer.sites.order_by("name"))
        for event, label in DATE_LABELS.items():
            self.fields[f"{event}_on"] = forms.DateField(
                label=label, required=False, widget=DayInput()
            )

    def date_fields(self) -> list[forms.BoundField]:
        return [self[f"{event}_on"] for event in DATED_EVENTS]

    def dates(self) -> dict[str, date]:
        days = {event: self.cleaned_data.get(f"{event}_on") for event in DATED_EVENTS}
        return {event: day for event, day in days.items() if day}

    def clean_province(self) -> str:
        typed = str(self.cleaned_data["province"])
        if typed and place.province(typed) is None:
            raise ValidationError(gettext("“%(text)s” is not a province") % {"text": typed})
        return place.province(typed) or ""

    def clean(self) -> dict[str, Any]:
        """A site, or what makes a new one; and every date's problem at once, beside its field."""
        cleaned = self.cleaned_data
        if not cleaned.get("site"):
            for name in ("site_name", "province", "area"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, gettext("A new site needs this."))
        for event, message in impossible(self.dates(), on=self.on).items():
            self.add_error(f"{event}_on", said(message))
        return cleaned

    def new_site(self) -> parties.Site:
        """Raises Refused when the customer has such a site already."""
        cleaned = self.cleaned_data
        where = {name: cleaned[name] for name in ("province", "city", "area", "address")}
        return parties_actions.create_site(
            self.customer,
            name=cleaned["site_name"].strip(),
            where=parties_actions.Address(**where),
            contact_name=cleaned["contact_name"],
            contact_phone=cleaned["contact_phone"],
        )

    def details(self, site: parties.Site) -> AssetDetails:
        cleaned = self.cleaned_data
        dealer, agreement = cleaned["dealer"], cleaned["agreement"]
        return AssetDetails(
            serial=cleaned["serial"],
            product_id=cleaned["product"].pk,
            customer_id=self.customer.pk,
            site_id=site.pk,
            dealer_id=dealer.pk if dealer else None,
            agreement_id=agreement.pk if agreement else None,
            dates=self.dates(),
            price=cleaned["price"],
            tier=cleaned["tier"],
        )


def written(asset: Asset) -> Mapping[str, Any]:
    """What stands on record, as the form shows it first."""
    days = {f"{event}_on": getattr(asset, f"{event}_on") for event in DATED_EVENTS}
    return {
        **days,
        "serial": asset.serial,
        "product": asset.product_id,
        "agreement": asset.agreement_id,
        "dealer": asset.dealer_id,
        "site": asset.site_id,
        "price": asset.price,
        "tier": asset.tier,
    }


class UploadForm(forms.Form):
    """A file of units, and the agreement that they go under."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    file = forms.FileField(
        label=_("Excel or CSV file"),
        allow_empty_file=True,
        help_text=_("At most 20 MB and 100,000 rows; CSV in UTF-8 or GB18030."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    agreement = forms.ModelChoiceField(
        label=_("agreement"),
        queryset=agreements.Agreement.objects.none(),
        required=False,
        empty_label=_("leave as it is; none for new units"),
        help_text=_("All units of the file go under this agreement."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "agreement", agreements.agreements_for(user).order_by("title"))


class RunDayForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    on = forms.DateField(label=_("Day"), widget=DayInput())
    hours = forms.DecimalField(
        label=_("Hours run"), min_value=0, max_value=24, decimal_places=1, required=False
    )
    readings = forms.CharField(
        label=_("Readings"),
        max_length=400,
        required=False,
        help_text=_("What the instruments show: temperature, pressure, count."),
    )
    remarks = forms.CharField(label=_("Remarks"), max_length=400, required=False)
    is_abnormal = forms.BooleanField(label=_("Something was not as usual"), required=False)

    def day(self) -> RunDay:
        return RunDay(**{name: self.cleaned_data[name] for name in self.fields if name != "key"})


class MaintenanceForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    on = forms.DateField(label=_("Day"), widget=DayInput())
    what = forms.CharField(
        label=_("What was done by the manual"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )
    parts = forms.CharField(label=_("Parts and supplies"), max_length=200, required=False)
    done_by = forms.CharField(label=_("Who did it"), max_length=60)

    def done(self) -> MaintenanceDone:
        given = {name: self.cleaned_data[name] for name in self.fields if name != "key"}
        return MaintenanceDone(**given)
