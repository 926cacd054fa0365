"""Certificates, what they say, and which work asks for them."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import DayInput, choose_from
from sanbao.apps.accounts.wording import said
from sanbao.apps.products import queries as products
from sanbao.apps.training.actions import Paper
from sanbao.apps.training.facts import KNOWN, SERVICE
from sanbao.apps.training.models import Qualification, Work


def kinds(rows: Any) -> list[tuple[str, str]]:
    """The company's own qualifications, and those that every company knows."""
    own = {row.code: row.name for row in rows}
    known = {code: said(words) for code, words in KNOWN.items() if code not in own}
    return [*own.items(), *known.items()]


class CertificateForm(forms.Form):
    kind = forms.ChoiceField(label=_("what it certifies"), initial=SERVICE, required=False)
    number = forms.CharField(label=_("certificate number"), max_length=60)
    valid_from = forms.DateField(label=_("valid from"), widget=DayInput())
    valid_until = forms.DateField(label=_("valid until"), widget=DayInput())

    def __init__(self, *args: Any, qualifications: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = kinds(qualifications)

    def clean(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", gettext("It ends before it begins."))
        return self.cleaned_data

    def paper(self) -> Paper:
        given = self.cleaned_data
        number, since, until = given["number"], given["valid_from"], given["valid_until"]
        return Paper(number, since, until, kind=given["kind"] or SERVICE)


class RenewForm(forms.Form):
    until = forms.DateField(label=_("valid until"), widget=DayInput())
    number = forms.CharField(
        label=_("certificate number"),
        max_length=60,
        required=False,
        help_text=_("Leave empty to get the next free one."),
    )


class RevokeForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class FilterForm(forms.Form):
    shown = forms.ChoiceField(
        label=_("Certificates"),
        required=False,
        choices=[
            ("ending", _("ending within 60 days")),
            ("valid", _("valid")),
            ("expired", _("expired")),
            ("revoked", _("revoked")),
            ("", _("all")),
        ],
    )

    def __init__(self, data: Any) -> None:
        super().__init__({"shown": "ending", **data.dict()})

    def wanted(self) -> str:
        return str(self.cleaned_data["shown"]) if self.is_valid() else "ending"


class QualificationForm(forms.Form):
    code = forms.SlugField(label=_("code"), max_length=40)
    name = forms.CharField(label=_("what it is called"), max_length=60)
    months = forms.IntegerField(label=_("valid for months"), min_value=1, max_value=600, initial=36)


class NeedForm(forms.Form):
    work = forms.ChoiceField(label=_("work"), choices=Work.choices)
    product = forms.ModelChoiceField(
        label=_("product"),
        queryset=products.Product.objects.none(),
        required=False,
        empty_label=_("any"),
    )
    qualification = forms.ModelChoiceField(
        label=_("certificate"), queryset=Qualification.objects.none()
    )
    clause = forms.CharField(label=_("clause"), max_length=20, required=False)

    def __init__(self, *args: Any, products: Any, qualifications: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "product", products)
        choose_from(self, "qualification", qualifications)
