"""What a manager types to keep an agreement's terms as a template."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class TemplateForm(forms.Form):
    """`key` is made with the page, so that a double click saves it once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(label=_("title of the template"), max_length=160)
    note = forms.CharField(
        label=_("what it is for"),
        max_length=200,
        required=False,
        help_text=_("For colleagues who choose among templates."),
    )
    keeps_values = forms.BooleanField(
        label=_("propose what was filled into the blanks"),
        required=False,
        help_text=_("Else each blank starts with its usual value, or open."),
    )
