"""The record of the work, with what was used of the price list."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.products import queries as products
from sanbao.apps.visits.facts import Use, Work
from sanbao.apps.visits.forms.steps import choose, words
from sanbao.apps.visits.models import UsedItem, Visit
from sanbao.apps.visits.queries.words import CAUSES, CODES

YES_NO = (("yes", _("yes, it works again")), ("no", _("no, another visit is needed")))


class WorkForm(forms.Form):
    component = forms.ChoiceField(label=_("Component"))
    cause = forms.ChoiceField(
        label=_("Cause that was found"), choices=[("", _("choose")), *CAUSES.items()]
    )
    exclusions = forms.MultipleChoiceField(
        label=_("Found on inspection"),
        choices=list(CODES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    finding = words(_("What was found"), rows=3)
    measure = words(_("What was done"), rows=3)
    is_restored = forms.ChoiceField(
        label=_("Does it work again?"), choices=YES_NO, widget=forms.RadioSelect
    )
    not_restored_because = words(_("If not: why is another visit needed?"), required=False)

    def __init__(
        self, data: Any = None, *, components: Mapping[str, str], initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        choose(self, "component", list(components.items()))

    def work(self, used: Iterable[Use]) -> Work:
        given = self.cleaned_data
        return Work(
            cause=given["cause"],
            component=given["component"],
            finding=given["finding"],
            measure=given["measure"],
            is_restored=given["is_restored"] == "yes",
            exclusions=tuple(given["exclusions"]),
            not_restored_because=given["not_restored_because"],
            used=tuple(used),
        )


class UsedForm(forms.Form):
    """One row of what was used; a row without a position is left out."""

    price = forms.TypedChoiceField(
        label=_("Part or service"), coerce=int, empty_value=None, required=False
    )
    quantity = forms.DecimalField(
        label=_("Quantity"), max_digits=10, decimal_places=2, required=False, initial=Decimal(1)
    )
    serial = forms.CharField(label=_("Serial number"), max_length=60, required=False)
    is_outer = forms.BooleanField(label=_("Shell or packing"), required=False)
    old_part_returned = forms.BooleanField(label=_("Old part taken back"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        prefix: str,
        positions: list[products.Price],
        initial: Any = None,
    ) -> None:
        super().__init__(data, prefix=prefix, initial=initial)
        choose(self, "price", [("", _("choose")), *grouped(positions)])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("price") and not given.get("quantity") and "quantity" not in self.errors:
            self.add_error("quantity", _("How many?"))
        return given

    def use(self) -> Use | None:
        given = self.cleaned_data
        if given.get("price") is None:
            return None
        return Use(
            price_id=given["price"],
            quantity=given["quantity"],
            serial=given["serial"],
            is_outer=given["is_outer"],
            old_part_returned=given["old_part_returned"],
        )


def grouped(positions: list[products.Price]) -> list[tuple[Any, list[tuple[int, str]]]]:
    """The positions under the name of their item: parts, labour, travel, freight."""
    labels = dict(products.Item.choices)
    return [
        (labels[item], [(price.pk, f"{price.name}（{price.unit}）") for price in rows])
        for item, rows in groupby(positions, key=lambda price: price.item)
    ]


def recorded(visit: Visit) -> dict[str, Any]:
    """What a form shows first: what is on record, else what the case says."""
    if visit.worked_at is None:
        return {"component": visit.order.case.component}
    return {
        "component": visit.component,
        "cause": visit.cause,
        "exclusions": visit.exclusions,
        "finding": visit.finding,
        "measure": visit.measure,
        "is_restored": "yes" if visit.is_restored else "no",
        "not_restored_because": visit.not_restored_because,
    }


def recorded_use(item: UsedItem, positions: list[products.Price]) -> dict[str, Any]:
    """The position of `item` as the list of today offers it: a code may be on several lists."""
    price = item.price
    offered = next(
        (one.pk for one in positions if (one.item, one.code) == (price.item, price.code)), price.pk
    )
    return {
        "price": offered,
        "quantity": item.quantity,
        "serial": item.serial,
        "is_outer": item.is_outer,
        "old_part_returned": item.old_part_returned,
    }
