"""What is typed about repair orders."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import choose_from
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.facts import Done
from sanbao.apps.parties import queries as parties

LONG = forms.Textarea({"rows": 3})


class SendForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    dealer = forms.ModelChoiceField(label=_("Dealer"), queryset=parties.Dealer.objects.none())
    task = forms.CharField(label=_("Task"), max_length=2000, widget=LONG)
    quantity = forms.IntegerField(label=_("Units to repair"), min_value=1, max_value=999, initial=1)

    def __init__(self, *args: Any, provider_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = parties.Dealer.objects.filter(provider_id=provider_id)
        choose_from(self, "dealer", rows.order_by("name"))


class OrderForm(forms.Form):
    """A form about one order."""

    def __init__(self, *args: Any, order: queries.RepairOrder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order


class AcceptForm(OrderForm):
    engineer = forms.ModelChoiceField(
        label=_("Who goes"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("An engineer named here has the case on his telephone at once."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "engineer", queries.engineers_of(self.order.dealer))


class WhyForm(OrderForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class DoneForm(OrderForm):
    summary = forms.CharField(label=_("What was done"), max_length=2000, widget=LONG)
    repaired = forms.IntegerField(label=_("Units repaired"), min_value=0, max_value=999)
    works = forms.BooleanField(label=_("Everything works again"), required=False)

    def done(self) -> Done:
        return Done(**self.cleaned_data)
