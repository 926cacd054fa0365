"""What is asked of the machine, and what is taken of its plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import DayInput
from sanbao.apps.dispatch.actions import PlanWish


class PlanForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=DayInput)
    seconds = forms.IntegerField(label=_("Seconds"), min_value=1, max_value=120, initial=20)
    moved_price = forms.IntegerField(
        label=_("Price of a moved appointment, yuan"),
        min_value=0,
        max_value=100_000,
        initial=50,
        help_text=_("The dearer, the fewer are moved; a time not agreed yet costs a tenth."),
    )
    may_move_agreed = forms.BooleanField(
        label=_("May move what is agreed with customers"), required=False
    )

    def wish(self) -> PlanWish:
        return PlanWish(**self.cleaned_data)
