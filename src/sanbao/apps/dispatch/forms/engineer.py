"""When somebody works, and when not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import local_time
from sanbao.apps.dispatch.actions import Hours
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.dispatch.models import AbsenceKind

DAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)


def clock(label: object, *, required: bool = True) -> forms.TimeField:
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget)  # type: ignore[arg-type]


class HoursForm(forms.Form):
    days = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        choices=DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    by_calendar = forms.BooleanField(
        label=_("Instead: working days by the calendar, make-up weekends included"), required=False
    )
    opens = clock(_("From"))
    closes = clock(_("Until"))
    lunch_from = clock(_("Lunch from"), required=False)
    lunch_until = clock(_("Lunch until"), required=False)

    def hours(self) -> Hours:
        return Hours(**self.cleaned_data)


class AbsenceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of absence"), choices=AbsenceKind.choices)
    starts_at = local_time(_("From"))
    ends_at = local_time(_("Until"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def time(self) -> Time:
        return Time(self.cleaned_data["starts_at"], self.cleaned_data["ends_at"])
