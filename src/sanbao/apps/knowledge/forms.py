"""What is typed about articles and documents."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.inputs import choose_from
from sanbao.apps.knowledge.facts import Writing
from sanbao.apps.knowledge.models import Audience, Edition, Kind
from sanbao.apps.products import queries as products


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *Kind.choices]
    )


class WritingForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    product = forms.ModelChoiceField(
        label=_("Product"), queryset=products.Product.objects.none(), required=False
    )
    fault = forms.CharField(label=_("Fault, as people call it"), max_length=60, required=False)
    audience = forms.ChoiceField(label=_("Who may read it"), choices=Audience.choices)
    body = forms.CharField(
        label=_("Text"), max_length=20000, required=False, widget=forms.Textarea({"rows": 12})
    )
    file = forms.FileField(label=_("File (PDF or picture)"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = products.Product.objects.filter(provider_id=user.provider_id)
        choose_from(self, "product", rows.order_by("code"))

    def writing(self) -> Writing:
        given = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return Writing(**given)


class PublishForm(forms.Form):
    is_launch = forms.BooleanField(
        label=_("The product is new: owe it to the dealers by their agreements"), required=False
    )


class HandoverForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    editions = forms.ModelMultipleChoiceField(
        label=_("Documents"),
        queryset=Edition.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    received_by_name = forms.CharField(label=_("Taken by"), max_length=60)

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "editions", editions)
