"""The forms of an agreement's title and of its component classes: one thing in two languages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.rules.agreement import Document


class TitleForm(forms.Form):
    """`given` is the title as it stands in the text."""

    zh = forms.CharField(label=_("in Chinese"), max_length=160)
    en = forms.CharField(label=_("in English"), max_length=160)

    def __init__(
        self, document: Document, *args: Any, given: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.given = given or {}
        self.initial.update(zh=self.given.get("zh", ""), en=self.given.get("en", ""))

    def entry(self) -> dict[str, Any]:
        """As it will be written."""
        return {"zh": self.cleaned_data["zh"], "en": self.cleaned_data["en"]}

    def complain(self, path: str, words: str) -> None:
        self.add_error(path if path in self.fields else None, words)


class ComponentForm(TitleForm):
    """A component class; its code is asked for once."""

    code = forms.CharField(
        label=_("short name in terms and files"),
        max_length=40,
        help_text=_("Small letters, like “electrical”. The same as in the products' files."),
    )
    zh = forms.CharField(label=_("name in Chinese"), max_length=60)
    en = forms.CharField(label=_("name in English"), max_length=60)
    field_order = ("code", "zh", "en")

    def __init__(
        self, document: Document, *args: Any, given: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(document, *args, given=given, **kwargs)
        if given:
            del self.fields["code"]

    def entry(self) -> dict[str, Any]:
        code = self.given.get("code") or self.cleaned_data["code"].strip()
        return {"code": code, **super().entry()}
