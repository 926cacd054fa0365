"""How the ledger is looked at: up to a day, of one dealer, of one year."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import Provider
from sanbao.apps.accounts.inputs import DayInput
from sanbao.apps.money.facts import midnight_after


class LookForm(forms.Form):
    on = forms.DateField(label=_("up to and with"), required=False, widget=DayInput)
    dealer = forms.CharField(label=_("dealer number"), required=False, max_length=40)
    period = forms.CharField(
        label=_("year or month"),
        required=False,
        max_length=7,
        help_text=_("2026 or 2026-11; of a year with all its months."),
    )

    def which(self, provider: Provider, *, on: date) -> dict[str, Any]:
        """What to ask of the ledger. A field that cannot be read asks for nothing."""
        if not self.is_valid():
            return {"until": midnight_after(on, provider.zone)}
        given = self.cleaned_data
        found: dict[str, Any] = {"until": midnight_after(given["on"] or on, provider.zone)}
        if given["dealer"].strip():
            found["dealer"] = given["dealer"].strip()
        if given["period"].strip():
            found["period__startswith"] = given["period"].strip()
        return found
