"""What is typed about the award, and about what was seen in public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import DayInput
from sanbao.apps.dealers.facts import Seen
from sanbao.apps.dealers.models import ExposureKind


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)


class ExposureForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=ExposureKind.choices)
    on = forms.DateField(label=_("Day"), widget=DayInput())
    source = forms.CharField(label=_("Where it stood"), max_length=160)
    description = forms.CharField(
        label=_("What it says"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for name in ("dealer", "is_own"):
            kwargs.pop(name, None)
        super().__init__(*args, **kwargs)

    def seen(self) -> Seen:
        return Seen(**self.cleaned_data)
