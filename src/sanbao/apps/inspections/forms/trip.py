"""Who goes when, and the end of a round."""

from datetime import date, datetime
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import DayInput
from sanbao.apps.evidence.forms import SignatureField
from sanbao.apps.inspections.facts import Plan, Signing
from sanbao.apps.inspections.models import Round, RoundState
from sanbao.apps.inspections.queries import time_wanted
from sanbao.apps.parties import queries as parties


class PlanForm(forms.Form):
    """`reason` is asked once the round has been planned: then this moves it."""

    on = forms.DateField(label=_("Day"), widget=DayInput(), required=False)
    lead = forms.ModelChoiceField(
        label=_("Inspection engineer who leads"), queryset=User.objects.none(), required=False
    )
    designer = forms.ModelChoiceField(
        label=_("Design engineer who takes part"),
        queryset=parties.Person.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    begins = forms.TimeField(
        label=_("From"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Empty: the first time that the engineer has free on that day."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes on site"), min_value=15, max_value=600, required=False
    )
    reason = forms.CharField(label=_("Reason for the move"), max_length=200, required=False)

    def __init__(
        self, *args: Any, leads: Any, designers: Any, is_move: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["lead"]).queryset = leads
        cast("forms.ModelChoiceField[Any]", self.fields["designer"]).queryset = designers
        if not is_move:
            del self.fields["reason"]

    def plan(self, found: Round, *, at: datetime) -> Plan:
        """With the time that is asked for, else the first that is free."""
        given = self.cleaned_data
        time = time_wanted(
            found,
            given["lead"],
            given["on"],
            begins=given["begins"],
            minutes=given["minutes"],
            at=at,
        )
        return Plan(given["on"], given["lead"], given["designer"], time)


class NotifyForm(forms.Form):
    whom = forms.CharField(label=_("Who was told"), max_length=60)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class RequestForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    wish = forms.CharField(
        label=_("What is wished"), max_length=400, widget=forms.Textarea({"rows": 3})
    )


class PhotoForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    photo = forms.FileField(
        label=_("Photo of what was found"),
        widget=forms.FileInput({"accept": "image/*", "capture": "environment"}),
    )


class SignForm(forms.Form):
    """Besides the questions of the feedback form, which are not fields of Django."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    nobody_spoke = forms.BooleanField(
        label=_("The maintenance staff were asked and had no opinion"), required=False
    )
    signer_name = forms.CharField(label=_("Name"), max_length=60)
    signature = SignatureField()

    def signing(self) -> Signing:
        given = self.cleaned_data
        return Signing(given["signer_name"], given["signature"], given["nobody_spoke"])


class FilterForm(forms.Form):
    """Narrows the list; whatever cannot be read narrows nothing."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("open", _("all open")), ("", _("all")), *RoundState.choices],
    )
    lead = forms.ChoiceField(label=_("Led by"), required=False)
    week = forms.DateField(label=_("Week of"), required=False, widget=DayInput())

    def __init__(self, data: Any, *, leads: list[User]) -> None:
        super().__init__({"state": "open", **data.dict()})
        names = [(str(user.pk), str(user)) for user in leads]
        cast(forms.ChoiceField, self.fields["lead"]).choices = [("", _("all")), *names]

    def narrowing(self) -> dict[str, Any]:
        self.is_valid()
        given = self.cleaned_data
        week: date | None = given.get("week")
        return {"state": given.get("state", ""), "lead": given.get("lead", ""), "week": week}
