"""A call written down, a reply, an answer that solves it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.contacts import queries
from sanbao.apps.parties import queries as parties
from sanbao.rules.form import SCALE


def words(label: Any, rows: int = 2) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea({"rows": rows}))


class CallForm(forms.Form):
    """Somebody is on the line."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    phone = forms.CharField(
        label=_("number that calls"), max_length=30, widget=forms.TextInput({"inputmode": "tel"})
    )
    name = forms.CharField(label=_("who calls"), max_length=60, required=False)
    line = forms.ChoiceField(label=_("line"), required=False)
    said = words(_("what they say"))

    def __init__(self, data: Any = None, *, lines: list[queries.Line]) -> None:
        super().__init__(data)
        choices = [("", "—"), *((line.code, str(line)) for line in lines)]
        self.fields["line"].choices = choices  # type: ignore[attr-defined]
        self.fields["said"].required = False
        if not lines:
            del self.fields["line"]


class AskForm(forms.Form):
    """What a caller writes in a chat. with_name: a visitor says who he is, once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = words(_("your message"), rows=3)
    name = forms.CharField(
        label=_("your name"), max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("your phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, data: Any = None, *, with_name: bool) -> None:
        super().__init__(data)
        if not with_name:
            del self.fields["name"], self.fields["phone"]


class RateForm(forms.Form):
    """What a caller thinks of the answer."""

    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you? (5 is best)"),
        choices=[(score, score) for score in reversed(SCALE)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    opinion = words(_("What could we do better?"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="rate_%s")
        self.fields["opinion"].required = False


class ReplyForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = words(_("your answer"), rows=3)


class SolveForm(forms.Form):
    answer = words(_("what was answered"))


class CustomerForm(forms.Form):
    """Who it is, by customer number; empty for nobody that we know."""

    customer = forms.CharField(label=_("customer number"), max_length=40, required=False)

    def __init__(self, data: Any = None, *, provider_id: int = 0) -> None:
        super().__init__(data)
        self.provider_id = provider_id

    def clean_customer(self) -> parties.Customer | None:
        code = self.cleaned_data["customer"]
        found = queries.customer_called(self.provider_id, code)
        if found is None and code:
            raise forms.ValidationError(_("no customer has this number"))
        return found
