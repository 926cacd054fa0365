"""A repair sheet as the dealer writes it, with a row for each thing claimed."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import DayInput, local_time
from sanbao.apps.claims.facts import WRITTEN, LineTold, SheetTold
from sanbao.apps.claims.models import Sheet, SheetItem, SheetLine
from sanbao.apps.products.queries import Price


def words(label: Any, length: int = 60) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False)


class SheetForm(forms.Form):
    """Only number and day are needed to draft it; what else is missing is named on its page."""

    number = forms.CharField(label=_("Number of the paper sheet"), max_length=40)
    repaired_on = forms.DateField(label=_("Repaired on"), widget=DayInput())
    serial = words(_("Serial number"))
    product_code = words(_("Product number"), 40)
    customer_name = words(_("Customer"), 120)
    customer_phone = words(_("Phone"), 30)
    station_code = words(_("Station"), 40)
    repairer = words(_("Repaired by"))
    started_at = local_time(_("Begun"))
    finished_at = local_time(_("Finished"))
    fault = words(_("Fault"), 400)
    cause = words(_("Cause"), 400)
    measure = words(_("What was done"), 400)
    signer_name = words(_("Signed by the customer"))
    signed_on = forms.DateField(label=_("Signed on"), widget=DayInput(), required=False)
    has_voucher = forms.BooleanField(label=_("A copy of the voucher is enclosed"), required=False)
    material_returned = forms.BooleanField(
        label=_("All used material has been sent back"), required=False
    )
    authorisation = words(_("Number of the approval, for costly work"), 40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started_at"].required = self.fields["finished_at"].required = False

    def told(self, lines: tuple[LineTold, ...]) -> SheetTold:
        given = self.cleaned_data
        return SheetTold(
            number=given["number"],
            repaired_on=given["repaired_on"],
            texts={name: given[name] for name in WRITTEN},
            lines=lines,
            started_at=given["started_at"],
            finished_at=given["finished_at"],
            signed_on=given["signed_on"],
            has_voucher=given["has_voucher"],
            material_returned=given["material_returned"],
            authorisation=given["authorisation"],
        )


class LineForm(forms.Form):
    """One row; a row without a name and a number is left out. `listed`: the positions of the price
    list; one of them fills in of its name and price what was left empty.
    """

    item = forms.ChoiceField(label=_("Item"), choices=SheetItem.choices)
    code = words(_("Number in the price list"), 40)
    name = words(_("Name of the item"), 120)
    quantity = forms.DecimalField(
        label=_("Quantity"),
        max_digits=10,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=False,
        initial=Decimal(1),
    )
    unit_price = forms.DecimalField(
        label=_("Unit price"), max_digits=14, decimal_places=2, min_value=Decimal(0), required=False
    )
    old_part_returned = forms.BooleanField(label=_("Old part sent back"), required=False)

    def __init__(self, *args: Any, listed: Sequence[Price] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = listed
        offers = {"list": "listed", "autocomplete": "off", "data-fills": ""}
        self.fields["code"].widget.attrs |= offers

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        self.fill(given)
        if self.is_used(given):
            for name, message in (("quantity", _("How many?")), ("unit_price", _("How much?"))):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, message)
        return given

    def fill(self, given: dict[str, Any]) -> None:
        """Of the position that is named; another item's where only that has the number."""
        named = [price for price in self.listed if price.code == given.get("code")]
        same = [price for price in named if price.item == given.get("item")]
        if not same and not given.get("name") and len(named) == 1:
            same, given["item"] = named, named[0].item
        if not same:
            return
        given["name"] = given.get("name") or same[0].name
        if given.get("unit_price") is None and "unit_price" not in self.errors:
            given["unit_price"] = same[0].amount

    @staticmethod
    def is_used(given: dict[str, Any]) -> bool:
        return bool(given.get("code") or given.get("name"))

    def line(self) -> LineTold | None:
        given = self.cleaned_data
        return LineTold(**given) if self.is_used(given) else None


def lines_told(rows: Iterable[LineForm]) -> tuple[LineTold, ...]:
    return tuple(line for row in rows if (line := row.line()) is not None)


def written(sheet: Sheet) -> dict[str, Any]:
    """What the form of a sheet on record shows."""
    names = ("number", "repaired_on", *WRITTEN, "started_at", "finished_at", "signed_on")
    found = {name: getattr(sheet, name) for name in (*names, "has_voucher", "material_returned")}
    return {**found, "authorisation": sheet.authorisation.code if sheet.authorisation else ""}


def written_line(line: SheetLine) -> dict[str, Any]:
    names = ("item", "code", "name", "quantity", "unit_price", "old_part_returned")
    return {name: getattr(line, name) for name in names}
