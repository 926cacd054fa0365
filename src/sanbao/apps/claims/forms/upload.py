"""Files of sheets, looked through first and then taken in."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    sheets = forms.FileField(label=_("File of sheets (Excel or CSV)"))
    lines = forms.FileField(label=_("File of what they claim (Excel or CSV)"), required=False)
    take = forms.BooleanField(
        label=_("Take the good sheets in; without this they are only checked"), required=False
    )
