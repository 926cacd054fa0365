"""What comes to light on a unit."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.inspections.facts import Found
from sanbao.apps.inspections.models import FaultOutcome


class FaultForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    found = forms.CharField(
        label=_("Latent fault found"), max_length=400, widget=forms.Textarea({"rows": 2})
    )
    measured = forms.CharField(label=_("Measured value"), max_length=100, required=False)
    outcome = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (FaultOutcome.REMOVED, _("removed on the spot")),
            (FaultOutcome.QUOTED, _("quoted to the customer")),
            (FaultOutcome.ORDERED, _("left: raise a work order")),
        ],
        widget=forms.RadioSelect,
    )
    done = forms.CharField(label=_("What was done"), max_length=400, required=False)
    parts = forms.CharField(label=_("Parts (name, kind, quantity)"), max_length=200, required=False)
    quote = forms.DecimalField(
        label=_("Quote (CNY)"), min_value=0, max_digits=14, decimal_places=2, required=False
    )

    def fault(self) -> Found:
        given = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return Found(**given)


class OpinionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    said_by = forms.CharField(label=_("Who said it"), max_length=60)
    words = forms.CharField(label=_("Opinion"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class AnswerForm(forms.Form):
    is_accepted = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda value: value == "yes"
    )
    note = forms.CharField(max_length=200, required=False)
