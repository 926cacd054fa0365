"""What a reader asks of the figures."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import DayInput
from sanbao.apps.insight.facts import Period, year_before
from sanbao.apps.insight.queries import DIMENSIONS

LONGEST_LABEL = 80


class KeptForm(forms.Form):
    """By what, from when to when. What is left out is the last twelve months by clause."""

    by = forms.ChoiceField(label=_("told by"), choices=DIMENSIONS.items, required=False)
    since = forms.DateField(label=_("from"), widget=DayInput(), required=False)
    until = forms.DateField(label=_("to, this day included"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("lies before the first day"))
        return cleaned

    @property
    def period(self) -> Period:
        until = self.cleaned_data.get("until") or self.today
        since = self.cleaned_data.get("since") or year_before(until)
        return Period(min(since, until), until)

    @property
    def dimension(self) -> str:
        return self.cleaned_data.get("by") or "clause"


class LedgerForm(KeptForm):
    """One row of the figures, or all."""

    label = forms.CharField(max_length=LONGEST_LABEL, required=False, widget=forms.HiddenInput())
    agreement = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput())
    owing_dealer = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput())

    @property
    def asked(self) -> dict[str, Any]:
        """As `ledger_for` takes it; without days everything that was ever missed."""
        dated = self.cleaned_data.get("since") or self.cleaned_data.get("until")
        return {
            "period": self.period if dated else None,
            "by": self.cleaned_data.get("by", ""),
            "label": self.cleaned_data.get("label", ""),
            "agreement": self.cleaned_data.get("agreement", ""),
            "owing_dealer": self.cleaned_data.get("owing_dealer", ""),
        }


class MonthForm(forms.Form):
    """Which month of the calendar, and which day of it."""

    month = forms.DateField(input_formats=["%Y-%m"], required=False)
    day = forms.DateField(required=False)

    def chosen(self, today: date) -> tuple[date, date | None]:
        """The first of the month, and the day if one is chosen; what cannot be read is today's."""
        self.is_valid()
        day = self.cleaned_data.get("day")
        month = self.cleaned_data.get("month") or day or today
        return month.replace(day=1), day
