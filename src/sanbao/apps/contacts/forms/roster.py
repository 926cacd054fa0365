"""A line with its hours, and a shift."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import DayInput, choose_from
from sanbao.apps.contacts import queries
from sanbao.apps.contacts.actions import LineDetails
from sanbao.apps.contacts.facts import Duty

DAYS = (
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
)
SAME = ("name", "number", "opens", "closes", "least", "ahead_hours", "clause", "answers_writing")


def clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


class LineForm(forms.Form):
    """What the agreement promises of a line. Equal times are around the clock."""

    code = forms.SlugField(label=_("code of the line"), max_length=20)
    name = forms.CharField(label=_("name"), max_length=60)
    number = forms.CharField(label=_("telephone number"), max_length=40, required=False)
    clause = forms.CharField(label=_("clause"), max_length=20, required=False)
    days = forms.TypedMultipleChoiceField(
        label=_("open on"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    opens = clock(_("opens"))
    closes = clock(_("closes"))
    least = forms.IntegerField(label=_("people at least"), min_value=1, max_value=50)
    ahead_hours = forms.IntegerField(
        label=_("tell of a gap so many hours ahead"), min_value=1, max_value=336
    )
    answers_writing = forms.BooleanField(label=_("answers in writing too"), required=False)
    is_active = forms.BooleanField(label=_("in use"), required=False)

    @classmethod
    def of(cls, line: queries.Line | None, data: Any = None) -> "LineForm":
        if line is None:
            usual = {"days": [1, 2, 3, 4, 5, 6, 7], "opens": "00:00", "closes": "00:00"}
            more = {"least": 1, "ahead_hours": 24, "answers_writing": True, "is_active": True}
            return cls(data, initial={**usual, **more})
        initial = {name: getattr(line, name) for name in (*SAME, "code", "is_active")}
        form = cls(data, initial={**initial, "days": line.days or [1, 2, 3, 4, 5, 6, 7]})
        form.fields["code"].disabled = True
        return form

    def details(self) -> LineDetails:
        given = self.cleaned_data
        same = {name: given[name] for name in (*SAME, "is_active")}
        return LineDetails(days=tuple(given["days"]), **same)


class ShiftForm(forms.Form):
    """Somebody on duty, on one day or on several in a row. Not later than it starts: next day."""

    person: forms.ModelChoiceField[User] = forms.ModelChoiceField(label=_("who"), queryset=None)
    first = forms.DateField(label=_("first day"), widget=DayInput())
    days = forms.IntegerField(label=_("how many days"), min_value=1, max_value=31, initial=1)
    starts = clock(_("shift begins"))
    ends = clock(_("shift ends"))

    def __init__(self, data: Any = None, *, line: queries.Line, people: QuerySet[User]) -> None:
        super().__init__(data, auto_id=f"{line.code}_%s")
        self.line = line
        choose_from(self, "person", people)

    def duties(self, zone: str) -> list[Duty]:
        given = self.cleaned_data
        first: date = given["first"]
        return [
            self.duty(first + timedelta(days=day), ZoneInfo(zone)) for day in range(given["days"])
        ]

    def duty(self, on: date, zone: ZoneInfo) -> Duty:
        given = self.cleaned_data
        over_night = given["ends"] <= given["starts"]
        return Duty(
            line=self.line,
            person=given["person"],
            starts_at=datetime.combine(on, given["starts"], zone),
            ends_at=datetime.combine(on + timedelta(days=over_night), given["ends"], zone),
        )
