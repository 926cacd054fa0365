"""What a person types on the promises board: filters, and the reasons for a pause or an excuse."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.obligations import queries
from sanbao.rules.obligation import PAUSE_REASONS


def state_choices() -> list[tuple[str, Any]]:
    return [("open", _("all open")), *queries.ObligationState.choices]


def what_choices() -> list[tuple[str, Any]]:
    return [("", _("all promises")), *queries.PROMISES.items()]


def reason_choices() -> list[tuple[str, str]]:
    return [("", "—"), *((code, said(reason)) for code, reason in PAUSE_REASONS.items())]


class BoardForm(forms.Form):
    """The filters of the board; what cannot be read is left out rather than refused."""

    state = forms.ChoiceField(label=_("state"), choices=state_choices, required=False)
    what = forms.ChoiceField(label=_("promise"), choices=what_choices, required=False)
    clause = forms.CharField(label=_("clause"), max_length=20, required=False)
    province = forms.CharField(label=_("province"), max_length=20, required=False)
    mine = forms.BooleanField(label=_("only mine"), required=False)

    def filters(self) -> queries.Filters:
        self.is_valid()
        read = {name: value for name, value in self.cleaned_data.items() if value}
        return queries.Filters(**read)


class PauseForm(forms.Form):
    reason = forms.ChoiceField(label=_("why the clock stops"), choices=reason_choices)
    note = forms.CharField(label=_("note"), max_length=200, required=False)


class ExcuseForm(forms.Form):
    reason = forms.CharField(label=_("why it is excused"), max_length=200)
