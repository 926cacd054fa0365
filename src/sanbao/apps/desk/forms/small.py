"""Forms of one field: a reason, a note, an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.desk.forms.call import how_bad, known_province, select


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


class CorrectForm(forms.Form):
    """Where it is and how bad it is, put right while promises run."""

    province = forms.CharField(label=_("province"), max_length=20)
    area = select("area", _("place"))
    severity = how_bad()
    reason = words(_("reason"))

    def clean_province(self) -> str:
        return known_province(self.cleaned_data["province"])
