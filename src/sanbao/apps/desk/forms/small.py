"""Forms of one field: a reason, a note, an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea({"rows": 2}))


class ReasonForm(forms.Form):
    reason = words(_("reason"))


class NoteForm(forms.Form):
    text = words(_("note"))


class AnswerForm(forms.Form):
    answer = words(_("the answer given"))


class DoneForm(forms.Form):
    what = forms.CharField(max_length=40, widget=forms.HiddenInput)
    note = words(_("what was done or answered"))
