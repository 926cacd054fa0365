"""What is typed about a call besides its questions."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.assets import queries as assets
from sanbao.apps.callbacks.queries import By
from sanbao.rules.sampling import LEAST_PERCENT

MINUTES = "%Y-%m-%dT%H:%M"


class TriedForm(forms.Form):
    """`seen`: the attempts that the page showed, so that a second press counts nothing."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = forms.CharField(label=_("What happened"), max_length=200, required=False)
    next_try_at = forms.DateTimeField(
        label=_("Try again at"),
        required=False,
        input_formats=[MINUTES, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTES),
    )


class UnitForm(forms.Form):
    """Which unit the call speaks of."""

    serial = forms.ChoiceField(label=_("About which unit"), required=False)

    def __init__(self, *args: Any, units: list[assets.Asset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(unit.serial, f"{unit.serial} {unit.product}") for unit in units]
        cast(forms.ChoiceField, self.fields["serial"]).choices = choices


class ResultsForm(forms.Form):
    by = forms.ChoiceField(
        required=False,
        choices=[
            (By.PRODUCT.value, _("by product")),
            (By.ENGINEER.value, _("by person")),
            (By.STATION.value, _("by station")),
        ],
    )

    def wanted(self) -> By:
        return By(self.cleaned_data["by"] or By.PRODUCT) if self.is_valid() else By.PRODUCT


class DrawForm(forms.Form):
    month = forms.DateField(
        label=_("Month"),
        input_formats=["%Y-%m"],
        widget=forms.DateInput({"type": "month"}, format="%Y-%m"),
    )
    percent = forms.IntegerField(
        label=_("Share in per cent"), min_value=LEAST_PERCENT, max_value=100, initial=LEAST_PERCENT
    )
