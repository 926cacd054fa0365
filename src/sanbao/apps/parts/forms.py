"""What is typed about a spare unit besides the questions of its forms."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.evidence.forms import SignatureField
from sanbao.apps.parts.facts import Signing
from sanbao.apps.parts.models import LoanState, LoanUnit


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
