"""Which past cases a draft is tried out on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.agreements.queries import Covers


class TrialForm(forms.Form):
    covers = forms.ChoiceField(label=_("which cases"), choices=Covers.choices)
