"""What is typed about a dealer's staff, equipment and account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import DayInput, choose_from
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.facts import Account, Leaving, Naming
from sanbao.apps.dealers.models import Equipment, Gear, Post, PostKind
from sanbao.apps.parties import queries as parties

TOLD = _("Leave empty if we found it out ourselves: then it is a lapse.")


def told_field() -> forms.DateField:
    return forms.DateField(
        label=_("The dealer told us on"), required=False, widget=DayInput(), help_text=TOLD
    )


class DealerForm(forms.Form):
    """A form about one dealer. is_own: the dealer's people fill it in, and tell us by that."""

    def __init__(
        self, *args: Any, dealer: parties.Dealer, is_own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dealer = dealer
        if is_own:
            self.fields.pop("told_on", None)


class NamingForm(DealerForm):
    name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("Post"), choices=PostKind.choices)
    since_on = forms.DateField(label=_("Since"), widget=DayInput())
    told_on = told_field()

    def naming(self) -> Naming:
        given = self.cleaned_data
        return Naming(
            given["name"],
            given["kind"],
            given["since_on"],
            given.get("told_on"),
            phone=given["phone"],
        )


class LeavingForm(DealerForm):
    post = forms.ModelChoiceField(label=_("Who"), queryset=Post.objects.none())
    until_on = forms.DateField(label=_("Last day"), widget=DayInput())
    told_on = told_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.in_post().filter(dealer=self.dealer)
        choose_from(self, "post", rows.select_related("person", "dealer").order_by("kind", "id"))

    def leaving(self) -> Leaving:
        given = self.cleaned_data
        return Leaving(given["until_on"], given.get("told_on"))


class ToldForm(DealerForm):
    post = forms.ModelChoiceField(label=_("Which change"), queryset=Post.objects.none())
    told_on = forms.DateField(label=_("The dealer told us on"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.untold(self.dealer)
        choose_from(self, "post", rows.select_related("person", "dealer"))


class EquipmentForm(DealerForm):
    kind = forms.ChoiceField(label=_("Kind of equipment"), choices=Gear.choices)
    name = forms.CharField(label=_("Which, with its model"), max_length=120)
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=9999, initial=1)


class RemovalForm(DealerForm):
    equipment = forms.ModelChoiceField(label=_("Which"), queryset=Equipment.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "equipment", queries.equipment_of(self.dealer).select_related("dealer"))


class AccountForm(DealerForm):
    holder = forms.CharField(label=_("Account holder"), max_length=120)
    bank = forms.CharField(label=_("Bank"), max_length=120)
    branch = forms.CharField(label=_("Branch"), max_length=120, required=False)
    number = forms.CharField(
        label=_("Account number"), max_length=40, help_text=_("8 to 30 digits; blanks do no harm.")
    )

    def account(self) -> Account:
        return Account(**self.cleaned_data)


class ReasonForm(DealerForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class SeenForm(DealerForm):
    """What is confirmed is what was looked at: its key goes along."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, dealer: parties.Dealer, **kwargs: Any) -> None:
        super().__init__(*args, dealer=dealer, **kwargs)
        waiting = queries.proposed_account(dealer.pk)
        self.initial["seen"] = waiting.pk if waiting else None


class NoteForm(DealerForm):
    note = forms.CharField(label=_("Note"), max_length=80, required=False)
