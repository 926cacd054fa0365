"""What both sides sign, and how an agreement is ended."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SigningForm(forms.Form):
    starts_on = forms.DateField(label=_("in force from"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("until, this day included"),
        widget=DayInput(),
        required=False,
        help_text=_("Leave empty for no end."),
    )
    signed_for_provider = forms.CharField(label=_("signed for us by"), max_length=60)
    signed_for_counterparty = forms.CharField(
        label=_("signed for the other party by"), max_length=60
    )


class EndForm(forms.Form):
    on = forms.DateField(label=_("last day"), widget=DayInput())
    reason = forms.CharField(label=_("reason"), max_length=200)
