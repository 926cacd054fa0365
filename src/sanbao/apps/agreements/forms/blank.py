"""What a manager types to draw up an agreement and fill its blanks."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.forms.language import language
from sanbao.apps.agreements.queries import UNITS
from sanbao.rules.agreement import Document
from sanbao.rules.parameter import Kind, Parameter
from sanbao.rules.source import TermsError


class NewAgreementForm(forms.Form):
    """`key` is made with the page, so that a double click makes one agreement."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(label=_("title"), max_length=160)
    counterparty = forms.CharField(
        label=_("other party"),
        max_length=120,
        required=False,
        help_text=_("The customer or dealer who signs; leave empty if it is not known yet."),
    )


class BlankField(forms.CharField):
    """One blank of an agreement, checked as its kind demands."""

    def __init__(self, parameter: Parameter, *, lang: str) -> None:
        kind = parameter.kind
        numeric = "decimal" if kind is Kind.MONEY else "numeric"
        attrs = {} if kind is Kind.TEXT else {"inputmode": numeric}
        label = parameter.label.text(lang)
        unit = UNITS.get(kind)
        super().__init__(
            label=f"{label} ({unit})" if unit else label,
            help_text=meaning(parameter, lang=lang),
            required=False,
            widget=forms.TextInput(attrs=attrs),
        )
        self.parameter = parameter

    def clean(self, value: Any) -> str:
        written = str(super().clean(value) or "")
        if not written.strip():
            return ""
        try:
            return self.parameter.checked(written)
        except TermsError as error:
            raise ValidationError(said(error.message)) from None


def meaning(parameter: Parameter, *, lang: str) -> str:
    """What a blank means, the clause it stands in, and what is usual."""
    clause = gettext("clause %(number)s") % {"number": parameter.clause}
    told = format_html(
        '{} · <a href="#clause-{}">{}</a>', parameter.meaning.text(lang), parameter.clause, clause
    )
    if parameter.default is None:
        return told
    usual = gettext("usual: %(value)s") % {"value": parameter.default}
    return format_html("{} · {}", told, usual)


class BlanksForm(forms.Form):
    """One field a blank, in the order of the agreement."""

    def __init__(self, document: Document, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        for parameter in document.parameters:
            self.fields[parameter.name] = BlankField(parameter, lang=lang)

    def readable(self) -> Mapping[str, str]:
        """What is filled in so far, without what cannot be read; for showing the text."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
