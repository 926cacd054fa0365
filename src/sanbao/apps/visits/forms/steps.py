"""Forms of the steps of a visit."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import local_time
from sanbao.apps.evidence.forms import SignatureField
from sanbao.apps.visits.facts import Appointment, Place, Signing
from sanbao.apps.visits.models import VisitState
from sanbao.rules.form import SCALE

USUAL_LENGTH = timedelta(hours=2)


def words(label: Any, *, required: bool = True, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, required=required, widget=forms.Textarea({"rows": rows})
    )


def choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    """Offer `choices` in the field `name`, which is one of choice."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class AgreeForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    starts_at = local_time(_("From"))
    ends_at = local_time(_("Until"))
    agreed_with = forms.CharField(label=_("Agreed with"), max_length=60)

    def appointment(self) -> Appointment:
        given = self.cleaned_data
        return Appointment(given["starts_at"], given["ends_at"], given["agreed_with"])


class MoveForm(AgreeForm):
    key = None  # type: ignore[assignment] # moving again to the same time changes nothing
    reason = words(_("Reason"))


class BackForm(forms.Form):
    """seen: the state of the visit on the page."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = words(_("Reason"))


class ReasonForm(forms.Form):
    reason = words(_("Reason"))


class SummaryForm(forms.Form):
    summary = words(_("Report to the after-sales department"), rows=4)


class ArriveForm(forms.Form):
    """The place is given by the phone, if its owner allows it; what cannot be read is left out."""

    latitude = forms.DecimalField(required=False, min_value=-90, max_value=90)
    longitude = forms.DecimalField(required=False, min_value=-180, max_value=180)
    accuracy = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)

    def place(self) -> Place | None:
        self.is_valid()
        latitude = self.cleaned_data.get("latitude")
        longitude = self.cleaned_data.get("longitude")
        if latitude is None or longitude is None:
            return None
        accuracy = self.cleaned_data.get("accuracy") or 0
        return Place(round(latitude, 6), round(longitude, 6), accuracy)


class PapersForm(forms.Form):
    certificate = forms.BooleanField(
        label=_("The customer has seen the certificate"), required=False
    )
    price_list = forms.BooleanField(label=_("The customer has seen the price list"), required=False)


class PhotoForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    photo = forms.FileField(
        label=_("Photo, film or paper of the fault, the old part, the nameplate"),
        widget=forms.FileInput({"accept": "image/*,video/*,application/pdf"}),
    )


class SignForm(forms.Form):
    """What the customer fills in and signs."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you? (5 is best)"),
        choices=[(score, score) for score in reversed(SCALE)],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    opinion = words(_("Your opinion"), required=False)
    signer_name = forms.CharField(label=_("Name"), max_length=60)
    signature = SignatureField()

    def signing(self) -> Signing:
        given = self.cleaned_data
        return Signing(
            signer_name=given["signer_name"],
            image=given["signature"],
            satisfaction=given["satisfaction"],
            opinion=given["opinion"],
        )


class FilterForm(forms.Form):
    """Narrows the list; whatever cannot be read narrows nothing."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("open", _("all open")), *VisitState.choices],
    )
    engineer = forms.ChoiceField(label=_("Engineer"), required=False)
    text = forms.CharField(label=_("Number, serial or customer"), required=False, max_length=60)

    def __init__(self, data: Any = None, *, engineers: list[User]) -> None:
        super().__init__(data)
        choose(
            self, "engineer", [("", _("all")), *((str(user.pk), str(user)) for user in engineers)]
        )

    def narrowing(self) -> dict[str, str]:
        if not self.is_valid():
            return {}
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


def suggested(at: datetime) -> dict[str, datetime]:
    """The next full hour, for the usual time."""
    start = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return {"starts_at": start, "ends_at": start + USUAL_LENGTH}
