"""The call after the service."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TriedForm(forms.Form):
    """`seen`: the attempts that the page showed, so that a second press counts nothing."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = forms.CharField(label=_("What happened"), max_length=200, required=False)
