"""Asking for a longer cover, and deciding about it."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions import Longer
from sanbao.apps.agreements.queries import Agreement
from sanbao.rules.extension import MOST_MONTHS
from sanbao.rules.place import PROVINCES
from sanbao.rules.signing import RUNNING


class ExtensionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(), label=_("agreement"), to_field_name="code"
    )
    months = forms.IntegerField(label=_("further months"), min_value=1, max_value=MOST_MONTHS)
    province = forms.ChoiceField(
        label=_("for a province"),
        required=False,
        choices=[("", "—"), *((name, name) for name in sorted(PROVINCES))],
    )
    city = forms.CharField(label=_("or one city of it"), max_length=40, required=False)
    serial = forms.CharField(
        label=_("or for one unit, by its serial number"), max_length=60, required=False
    )
    reason = forms.CharField(label=_("reason"), max_length=200)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.agreements_for(user).filter(state__in=RUNNING).order_by("-id")
        field = cast("forms.ModelChoiceField[Agreement]", self.fields["agreement"])
        field.queryset = rows

    def longer(self) -> Longer:
        typed = self.cleaned_data
        return Longer(
            months=typed["months"],
            reason=typed["reason"],
            province=typed["province"],
            city=typed["city"],
            serial=typed["serial"],
        )


class DecideForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=200)
    is_approved = forms.BooleanField(required=False, widget=forms.HiddenInput)
