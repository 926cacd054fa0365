"""What is typed to ask for the provider's word, and to give it."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.claims.facts import WordAsked


class WordForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    serial = forms.CharField(label=_("Serial number"), max_length=60)
    work = forms.CharField(
        label=_("What is to be done"), max_length=400, widget=forms.Textarea({"rows": 3})
    )
    amount = forms.DecimalField(
        label=_("Amount in CNY"), max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    is_goodwill = forms.BooleanField(
        label=_("Goodwill: the agreement does not owe it"), required=False
    )

    def told(self) -> WordAsked:
        return WordAsked(**self.cleaned_data)


class WordDecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("granted", _("granted")), ("refused", _("refused"))]
    )
    granted = forms.DecimalField(
        label=_("Granted up to"), max_digits=14, decimal_places=2, required=False
    )
    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea({"rows": 2}))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("decision") == "granted" and given.get("granted") is None:
            self.add_error("granted", _("How much?"))
        return given

    def amount(self) -> Decimal | None:
        given = self.cleaned_data
        amount: Decimal | None = given["granted"]
        return amount if given["decision"] == "granted" else None
