"""What is typed about statements: which month, why back, the number of an invoice."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.settlements.models import StatementKind, StatementState


class MonthField(forms.CharField):
    """A month, or for a year any month of it; by the browser's own picker."""

    widget = forms.TextInput({"type": "month", "placeholder": "2026-11"})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError as problem:
            raise ValidationError(gettext("Write the month like 2026-11.")) from problem


class FilterForm(forms.Form):
    month = MonthField(label=_("month"), required=False)
    state = forms.ChoiceField(
        label=_("state"), required=False, choices=[("", _("all")), *StatementState.choices]
    )

    def wanted(self) -> dict[str, Any]:
        """What to ask for; a field that cannot be read asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class RunForm(forms.Form):
    kind = forms.ChoiceField(label=_("what is settled"), choices=StatementKind.choices)
    month = MonthField(label=_("month"), help_text=_("For a year end, any month of the year."))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=200)


class InvoiceForm(forms.Form):
    number = forms.CharField(label=_("e-invoice number"), max_length=20)
