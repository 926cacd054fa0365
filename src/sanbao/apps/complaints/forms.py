"""What is typed about complaints and suggestions."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import DayInput, choose_from
from sanbao.apps.assets import queries as assets
from sanbao.apps.complaints import queries
from sanbao.apps.complaints.models import ComplaintState, Grade, Topic, Verdict
from sanbao.apps.parties import queries as parties

LONG = forms.Textarea({"rows": 3})
SCORES = [("", _("not said")), *((str(score), str(score)) for score in range(5, 0, -1))]


class ComplaintForm(forms.Form):
    """A complaint as the desk takes it. serial: of the unit, where it is about one."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    topic = forms.ChoiceField(label=_("What about"), choices=Topic.choices)
    description = forms.CharField(
        label=_("What happened"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    grade = forms.ChoiceField(label=_("How grave"), choices=Grade.choices)
    complainer_name = forms.CharField(label=_("Who complains"), max_length=60)
    complainer_phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    serial = forms.CharField(label=_("Serial number of the unit"), max_length=60, required=False)
    dealer = forms.ModelChoiceField(
        label=_("Dealer whom it concerns"), queryset=parties.Dealer.objects.none(), required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        choose_from(self, "dealer", parties.dealers_for(user).order_by("name"))

    def clean_serial(self) -> "assets.Asset | None":
        """The unit; its customer and dealer then need not be said."""
        serial = str(self.cleaned_data["serial"]).strip()
        if not serial:
            return None
        rows = assets.assets_for(self.user).select_related("customer", "dealer", "agreement")
        unit: assets.Asset | None = rows.filter(serial=serial).first()
        if unit is None:
            raise forms.ValidationError(_("No unit has this serial number."))
        return unit


class OwnComplaintForm(forms.Form):
    """A complaint of a customer or a dealer, about one of their units or about none."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    topic = forms.ChoiceField(label=_("What about"), choices=Topic.choices)
    description = forms.CharField(
        label=_("What happened"), max_length=2000, widget=forms.Textarea({"rows": 5})
    )
    unit = forms.ModelChoiceField(
        label=_("About which unit"), queryset=assets.Asset.objects.none(), required=False
    )
    complainer_name = forms.CharField(label=_("Your name"), max_length=60)
    complainer_phone = forms.CharField(label=_("Your phone"), max_length=30, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = assets.assets_for(user).select_related("customer", "dealer", "agreement", "product")
        choose_from(self, "unit", rows.order_by("-id"))


class SuggestionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("Your suggestion"), max_length=2000, widget=forms.Textarea({"rows": 5})
    )
    unit = forms.ModelChoiceField(
        label=_("About which unit"), queryset=assets.Asset.objects.none(), required=False
    )
    author_name = forms.CharField(label=_("Your name"), max_length=60)
    author_phone = forms.CharField(label=_("Your phone"), max_length=30, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = assets.assets_for(user).select_related("customer", "dealer", "agreement", "product")
        choose_from(self, "unit", rows.order_by("-id"))


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note"), max_length=2000, widget=LONG)


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(label=_("Who looks after it"), queryset=User.objects.none())

    def __init__(self, *args: Any, provider_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", queries.handlers(provider_id))


class PlanForm(forms.Form):
    plan = forms.CharField(label=_("What will be done"), max_length=2000, widget=LONG)
    until = forms.DateField(label=_("To be done by"), required=False, widget=DayInput())


class FindingForm(forms.Form):
    finding = forms.CharField(label=_("Finding of the investigation"), max_length=2000, widget=LONG)
    verdict = forms.ChoiceField(
        label=_("Whose it is"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    grade = forms.ChoiceField(label=_("How grave"), choices=Grade.choices)
    against = forms.ModelChoiceField(
        label=_("Whose conduct"), queryset=User.objects.none(), required=False
    )
    is_of_dealer = forms.BooleanField(label=_("It was the dealer's service"), required=False)

    def __init__(self, *args: Any, provider_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "against", parties.engineers(provider_id))


class ReplyForm(forms.Form):
    measure = forms.CharField(
        label=_("Measure taken"), max_length=2000, required=False, widget=LONG
    )
    discipline = forms.CharField(
        label=_("Discipline of manager and handler"), max_length=2000, required=False, widget=LONG
    )
    reply = forms.CharField(
        label=_("Apology or explanation, as the complainer got it"), max_length=2000, widget=LONG
    )


class VerifiedForm(forms.Form):
    verified_with = forms.CharField(label=_("Verified with"), max_length=60)
    satisfaction = forms.TypedChoiceField(
        label=_("Satisfaction with the outcome (5 is best)"),
        choices=SCORES,
        coerce=int,
        empty_value=None,
        required=False,
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=400)


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Our answer"), max_length=2000, widget=LONG)


class FilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("open", _("all open")), ("", _("all")), *ComplaintState.choices],
    )
    topic = forms.ChoiceField(
        label=_("What about"), required=False, choices=[("", _("all")), *Topic.choices]
    )
    text = forms.CharField(label=_("Number, name or phone"), required=False, max_length=60)

    def __init__(self, data: Any) -> None:
        super().__init__({"state": "open", **data.dict()})

    def wanted(self) -> dict[str, str]:
        if not self.is_valid():
            return {"state": "open"}
        return {name: str(value) for name, value in self.cleaned_data.items()}
