"""What is typed about spare units and stores besides the questions of their forms."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanbao.apps.evidence.forms import SignatureField
from sanbao.apps.parts.facts import Signing, Where
from sanbao.apps.parts.models import LoanState, LoanUnit
from sanbao.apps.products.queries import Product


class UnitForm(forms.Form):
    serial = forms.CharField(label=_("serial number"), max_length=60)
    name = forms.CharField(label=_("what it is"), max_length=120)


class HandOverForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    unit = forms.ModelChoiceField(
        label=_("Spare unit"), queryset=LoanUnit.objects.none(), required=False
    )
    signer_name = forms.CharField(label=_("Name"), max_length=60)
    signature = SignatureField()

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["unit"]).queryset = units

    def signing(self) -> Signing:
        return Signing(self.cleaned_data["signer_name"], self.cleaned_data["signature"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class FilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("open", _("all open")),
            ("out", _("lent out")),
            ("", _("all")),
            *LoanState.choices,
        ],
    )

    def __init__(self, data: Any) -> None:
        super().__init__({"state": "open", **data.dict()})

    def wanted(self) -> str:
        return str(self.cleaned_data["state"]) if self.is_valid() else "open"


class PartField(forms.CharField):
    """The number of a part; the page offers those on the list (`{% known_parts user %}`)."""

    def __init__(self) -> None:
        offers = forms.TextInput(attrs={"list": "known-parts", "autocomplete": "off"})
        super().__init__(label=_("part number"), max_length=40, widget=offers)


class PartForm(forms.Form):
    code = forms.CharField(label=_("part number"), max_length=40)
    name = forms.CharField(label=_("part name"), max_length=120)
    unit = forms.CharField(label=_("unit"), max_length=20, initial="件", required=False)
    is_tool = forms.BooleanField(label=_("a tool, which is kept"), required=False)


class UsualForm(forms.Form):
    product = forms.ModelChoiceField(label=_("product"), queryset=Product.objects.none())
    component = forms.CharField(
        label=_("component"),
        max_length=40,
        required=False,
        help_text=_("Empty: whatever is broken."),
    )
    part = PartField()
    quantity = forms.IntegerField(label=_("quantity"), min_value=1, max_value=1000, initial=1)

    def __init__(self, *args: Any, products: "QuerySet[Product]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Product]", self.fields["product"]).queryset = products


class StockForm(forms.Form):
    """One move of one part: counted, come in, or sent to another store."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    does = forms.ChoiceField(label=_("Kind of move"))
    part = PartField()
    quantity = forms.DecimalField(label=_("quantity"), max_digits=8, decimal_places=2)
    to = forms.ChoiceField(label=_("to"), required=False)
    note = forms.CharField(label=_("note"), max_length=200, required=False)

    def __init__(self, *args: Any, to: Sequence[Where], keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"{one.kind}:{one.code}": one for one in to}
        there = [(address, one.name) for address, one in self.places.items()]
        cast("forms.ChoiceField", self.fields["to"]).choices = [("", "—"), *there]
        does = cast("forms.ChoiceField", self.fields["does"])
        choices = (
            [("count", _("stock counted")), ("receive", _("taken into stock"))] if keeps else []
        )
        does.choices = [*choices, *([("send", _("sent to another store"))] if to else [])]
        if not to:
            del self.fields["to"]

    def to_place(self) -> Where | None:
        return self.places.get(self.cleaned_data.get("to", ""))
