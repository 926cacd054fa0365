"""Who an agreement is with, and who answers for it on our side."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import STAFF, User
from sanbao.apps.accounts.inputs import DayInput
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions import Liable, Particulars, Responsible
from sanbao.apps.agreements.queries import Agreement, PartRole
from sanbao.apps.parties import queries as parties


class ParticularsForm(forms.Form):
    """The other party, our seat, the main agreement, three roles, and who is jointly liable."""

    title = forms.CharField(
        label=_("title"),
        max_length=160,
        required=False,
        help_text=_("What the agreement is called in lists. The editor changes that of the paper."),
    )
    counterparty = forms.CharField(label=_("other party"), max_length=120, required=False)
    dealer = forms.ModelChoiceField(
        parties.Dealer.objects.none(), label=_("a dealer"), required=False, to_field_name="code"
    )
    customer = forms.CharField(
        label=_("a customer, by number"),
        max_length=40,
        required=False,
        help_text=_("Whoever is named here may read the agreement and sign it."),
    )
    seat = forms.CharField(
        label=_("our seat"),
        max_length=120,
        required=False,
        help_text=_("The place whose court has jurisdiction, where a clause says so."),
    )
    main = forms.ModelChoiceField(
        Agreement.objects.none(),
        label=_("main agreement"),
        required=False,
        to_field_name="code",
        help_text=_("Where this one comes into force and ends together with it."),
    )
    main_reference = forms.CharField(
        label=_("or its number, if it is kept elsewhere"), max_length=60, required=False
    )
    main_signed_on = forms.DateField(
        label=_("in force elsewhere since"), widget=DayInput(), required=False
    )
    liable = forms.CharField(
        label=_("jointly liable persons"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One a line: name, ID-card number."),
    )

    def __init__(self, data: Any = None, *, user: User, agreement: Agreement) -> None:
        super().__init__(data, initial=initial_of(agreement))
        self.user = user
        self.choose("dealer", parties.dealers_for(user).order_by("code"))
        others = queries.agreements_for(user).exclude(pk=agreement.pk).order_by("-id")
        self.choose("main", others)
        staff = User.objects.filter(
            provider_id=user.provider_id, is_active=True, roles__overlap=[*STAFF]
        )
        for role in PartRole:
            self.fields[f"department_{role}"] = forms.CharField(
                label=_("department that %(role)s") % {"role": role.label},
                max_length=60,
                required=False,
            )
            self.fields[f"person_{role}"] = forms.ModelChoiceField(
                staff.order_by("display_name"), label=_("and who in it"), required=False
            )

    def choose(self, name: str, rows: Any) -> None:
        cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows

    def clean_customer(self) -> parties.Customer | None:
        number: str = self.cleaned_data["customer"].strip()
        if not number:
            return None
        found = parties.customers_for(self.user).filter(code=number).first()
        if found is None:
            raise forms.ValidationError(_("There is no customer of this number."))
        return found

    def particulars(self) -> Particulars:
        typed = self.cleaned_data
        return Particulars(
            title=typed["title"],
            counterparty=typed["counterparty"],
            dealer=typed["dealer"],
            customer=typed["customer"],
            seat=typed["seat"],
            main=typed["main"],
            main_reference=typed["main_reference"],
            main_signed_on=typed["main_signed_on"],
            responsible=[
                Responsible(role, typed[f"department_{role}"], typed[f"person_{role}"])
                for role in PartRole
            ],
            liable=[liable_of(line) for line in typed["liable"].splitlines() if line.strip()],
        )


def liable_of(line: str) -> Liable:
    name, _comma, number = line.replace("，", ",").partition(",")
    return Liable(name.strip(), number.strip())


def initial_of(agreement: Agreement) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": agreement.title,
        "counterparty": agreement.counterparty,
        "dealer": agreement.dealer and agreement.dealer.code,
        "customer": agreement.customer.code if agreement.customer else "",
        "seat": agreement.seat,
        "main": agreement.main and agreement.main.code,
        "main_reference": agreement.main_reference,
        "main_signed_on": agreement.main_signed_on,
        "liable": "\n".join(
            ", ".join(filter(None, (one.name, one.id_card)))
            for one in agreement.liable_persons.all()
        ),
    }
    for role, row in queries.responsibilities_of(agreement).items():
        values[f"department_{role}"] = row.department
        values[f"person_{role}"] = row.person_id
    return values
