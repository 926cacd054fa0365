"""Who goes when."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import choose_from, local_time
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.parts.forms import PartField

LONGEST_MINUTES = 12 * 60


class PlaceForm(forms.Form):
    """`seen` is how the order stood on the page; reason: where the customer knows another time."""

    engineer = forms.ModelChoiceField(label=_("Engineer"), queryset=User.objects.none())
    starts_at = local_time(_("From"))
    minutes = forms.IntegerField(
        label=_("Minutes on site"), min_value=15, max_value=LONGEST_MINUTES, initial=120
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Needed where the customer has been told another time."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, engineers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "engineer", engineers)

    def time(self) -> Time:
        starts_at = self.cleaned_data["starts_at"]
        return Time(starts_at, starts_at + timedelta(minutes=self.cleaned_data["minutes"]))


class AlongForm(forms.Form):
    """Who goes along."""

    engineer = forms.ModelChoiceField(label=_("Engineer"), queryset=User.objects.none())

    def __init__(self, *args: Any, engineers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "engineer", engineers)


class NeedForm(forms.Form):
    """So many of a part; 0 where it is not needed after all."""

    part = PartField()
    quantity = forms.IntegerField(
        label=_("quantity"),
        min_value=0,
        max_value=1000,
        initial=1,
        help_text=_("0: not needed after all."),
    )


class TakeOffForm(forms.Form):
    seen = forms.CharField(required=False)
    back = forms.CharField(required=False, max_length=200)
