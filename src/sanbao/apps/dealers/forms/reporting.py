"""What is typed about reports, surveys, checks and failures."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import DayInput, choose_from, local_time
from sanbao.apps.assets import queries as assets
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.facts import Accident, Inquiry, Question
from sanbao.apps.parties import queries as parties

LONG = forms.Textarea({"rows": 3})


class ReachedForm(forms.Form):
    """Beside the questions of a report that the provider enters from paper."""

    reached_on = forms.DateField(
        label=_("Came on paper on"),
        required=False,
        widget=DayInput(),
        help_text=_("By post or fax: the day on which it reached us counts."),
    )


class SurveyForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(label=_("Title"), max_length=120)
    questions = forms.CharField(
        label=_("Questions, one a line"), max_length=4000, widget=forms.Textarea({"rows": 5})
    )
    due_on = forms.DateField(label=_("To be answered by"), widget=DayInput())
    dealers = forms.ModelMultipleChoiceField(
        label=_("To which dealers"),
        queryset=parties.Dealer.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "dealers", queries.dealers_for(user).order_by("name"))

    def question(self) -> Question:
        given = self.cleaned_data
        return Question(**{**given, "dealers": list(given["dealers"])})


class AnswersForm(forms.Form):
    """One answer for each question of a survey."""

    def __init__(self, *args: Any, survey: queries.Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, question in enumerate(survey.asked):
            self.fields[f"answer_{place}"] = forms.CharField(
                label=question, max_length=2000, widget=forms.Textarea({"rows": 2})
            )

    def answers(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]


class AuditForm(forms.Form):
    planned_on = forms.DateField(label=_("Planned for"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for name in ("dealer", "is_own"):
            kwargs.pop(name, None)
        super().__init__(*args, **kwargs)


class DrawForm(forms.Form):
    month = forms.DateField(
        label=_("Month"),
        input_formats=["%Y-%m"],
        widget=forms.DateInput({"type": "month"}, format="%Y-%m"),
    )
    percent = forms.IntegerField(
        label=_("Per cent of the dealers"), min_value=1, max_value=100, initial=10
    )


class FailureForm(forms.Form):
    """A major failure. dealer: whose, where the provider enters it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    dealer = forms.ModelChoiceField(label=_("Dealer"), queryset=parties.Dealer.objects.none())
    description = forms.CharField(label=_("What happened"), max_length=2000, widget=LONG)
    harm = forms.CharField(label=_("People or property harmed"), max_length=200, required=False)
    serial = forms.CharField(label=_("Serial number of the unit"), max_length=60, required=False)
    known_at = local_time(_("Known to the dealer since"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        rows = queries.dealers_for(user).order_by("name")
        choose_from(self, "dealer", rows)
        if not queries.is_inside(user):
            self.fields["dealer"].widget = forms.HiddenInput()
            self.fields["dealer"].initial = rows.first()

    def clean_serial(self) -> "assets.Asset | None":
        serial = str(self.cleaned_data["serial"]).strip()
        unit = assets.assets_for(self.user).filter(serial=serial).first() if serial else None
        if serial and unit is None:
            raise forms.ValidationError(_("No unit has this serial number."))
        return unit

    def accident(self) -> Accident:
        given = self.cleaned_data
        return Accident(
            given["key"],
            given["description"],
            given["known_at"],
            harm=given["harm"],
            asset=given["serial"],
        )


class InquiryForm(forms.Form):
    ours = forms.CharField(label=_("Who investigated for us"), max_length=120)
    theirs = forms.CharField(label=_("Who investigated for the dealer"), max_length=120)
    finding = forms.CharField(label=_("What was found"), max_length=2000, widget=LONG)

    def inquiry(self) -> Inquiry:
        return Inquiry(**self.cleaned_data)


class AssessmentForm(forms.Form):
    cause = forms.CharField(label=_("Technical cause"), max_length=2000, widget=LONG)
    measure = forms.CharField(label=_("Measure"), max_length=2000, widget=LONG)
