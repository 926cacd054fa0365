"""Courses, sessions, who signs up, and what came of it."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import choose_from
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.evidence.forms import SignatureField
from sanbao.apps.parties import queries as parties
from sanbao.apps.training.actions import CourseDetails, SessionDetails
from sanbao.apps.training.facts import Result, Signing, answers_of
from sanbao.apps.training.models import Audience, Enrolment, Qualification

MINUTES = "%Y-%m-%dT%H:%M"


class CourseForm(forms.Form):
    topic = forms.CharField(label=_("topic"), max_length=120)
    audience = forms.MultipleChoiceField(
        label=_("for whom"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    syllabus = forms.CharField(
        label=_("syllabus"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("One point a line."),
    )
    pass_mark = forms.IntegerField(
        label=_("pass mark"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Of 100. Leave empty where nobody is tested."),
    )
    qualification = forms.ModelChoiceField(
        label=_("who passes is certified for"),
        queryset=Qualification.objects.none(),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, qualifications: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "qualification", qualifications)

    def details(self) -> CourseDetails:
        return CourseDetails(**self.cleaned_data)


class MaterialForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(label=_("title"), max_length=120)
    file = forms.FileField(
        label=_("PDF or picture"), widget=forms.FileInput({"accept": "application/pdf,image/*"})
    )


def instant(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=MINUTES)
    return forms.DateTimeField(label=label, widget=widget)


class SessionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    starts_at = instant(_("starts"))
    ends_at = instant(_("ends"))
    trainer = forms.CharField(label=_("trainer"), max_length=60)
    place = forms.CharField(label=_("place"), max_length=160, required=False)
    places = forms.IntegerField(
        label=_("places"),
        min_value=1,
        max_value=10000,
        required=False,
        help_text=_("Leave empty for no limit."),
    )
    agreement = forms.ModelChoiceField(
        label=_("given under the agreement"),
        queryset=agreements.Agreement.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    fee = forms.DecimalField(
        label=_("fee"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=_("Counts only where the agreement gives no free training any more."),
    )

    def __init__(self, *args: Any, agreements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "agreement", agreements)

    def details(self) -> SessionDetails:
        return SessionDetails(**{k: v for k, v in self.cleaned_data.items() if k != "key"})


class SignUpForm(forms.Form):
    person = forms.ModelChoiceField(label=_("person"), queryset=parties.Person.objects.none())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "person", people)


class HoldForm(forms.Form):
    """Presence and mark of everybody who signed up, and the signature of who held it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    syllabus = forms.BooleanField(label=_("The whole syllabus was taught"), required=False)
    remarks = forms.CharField(
        label=_("questions answered, and remarks"), max_length=2000, required=False
    )
    signer_name = forms.CharField(label=_("Name"), max_length=60)
    signature = SignatureField()

    def __init__(self, *args: Any, rows: list[Enrolment], is_tested: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"present_{row.pk}"] = forms.BooleanField(
                label=row.person.name, required=False
            )
            if is_tested:
                self.fields[f"mark_{row.pk}"] = forms.IntegerField(
                    label=_("mark"), min_value=0, max_value=100, required=False
                )

    @property
    def lines(self) -> list[tuple[Enrolment, Any, Any]]:
        """Each person with the fields of his row; no field of a mark where nobody is tested."""
        return [
            (
                row,
                self[f"present_{row.pk}"],
                self[f"mark_{row.pk}"] if f"mark_{row.pk}" in self.fields else None,
            )
            for row in self.rows
        ]

    def results(self) -> dict[int, Result]:
        given = self.cleaned_data
        return {
            row.pk: Result(
                bool(given.get(f"present_{row.pk}")),
                cast("int | None", given.get(f"mark_{row.pk}")),
            )
            for row in self.rows
        }

    def signing(self) -> Signing:
        return Signing(self.cleaned_data["signer_name"], self.cleaned_data["signature"])

    def answers(self) -> dict[str, str]:
        return answers_of(
            whole_syllabus=self.cleaned_data["syllabus"], remarks=self.cleaned_data["remarks"]
        )
