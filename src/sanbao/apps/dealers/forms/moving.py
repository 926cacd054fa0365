"""What is typed to move a territory."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import choose_from
from sanbao.apps.dealers.actions import Moving
from sanbao.apps.parties import queries as parties


class MoveForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    old = forms.ModelChoiceField(label=_("From station"), queryset=parties.Station.objects.none())
    new = forms.ModelChoiceField(label=_("To station"), queryset=parties.Station.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, provider_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = parties.Station.objects.filter(provider_id=provider_id).select_related("dealer")
        choose_from(self, "old", rows.filter(dealer__isnull=False).order_by("name"))
        choose_from(self, "new", rows.order_by("name"))

    def moving(self) -> Moving:
        return Moving(**self.cleaned_data)
