"""The text of an agreement from a file or pasted, with every fault by line and field."""

from base64 import b64decode, b64encode
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.rules.faults import faults
from sanbao.rules.source import TermsError

LARGEST = 1_000_000


def fault_words(fault: TermsError) -> str:
    """A fault with its line and field, in the reader's language."""
    line = gettext("line %(line)s") % {"line": fault.line} if fault.line else ""
    return " · ".join(part for part in (line, fault.field, said(fault.message)) if part)


class FileForm(forms.Form):
    """A file or its text pasted; `told` is what it says."""

    file = forms.FileField(label=_("file"), required=False, help_text=_("As it was downloaded."))
    text = forms.CharField(
        label=_("or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "class": "form-control font-monospace"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), str(cleaned.get("text") or "")
        if not file and not text.strip():
            self.add_error(None, gettext("Choose a file or paste its text."))
            return cleaned
        # A browser sends pasted lines with the line breaks of Windows.
        told = self.read(file) if file else text.replace("\r\n", "\n")
        cleaned["told"] = told
        for fault in faults(told) if told is not None else ():
            self.add_error(None, fault_words(fault))
        return cleaned

    def read(self, file: Any) -> str | None:
        if file.size > LARGEST:
            self.add_error("file", gettext("The file is too large for an agreement."))
            return None
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError:
            self.add_error("file", gettext("The file is not written in UTF-8."))
            return None


class ImportForm(FileForm):
    """What is to take the place of a draft. token: of the draft as it was seen."""

    token = forms.CharField(widget=forms.HiddenInput)


class TakeInForm(forms.Form):
    """What was shown and is taken in now. packed: the text in base64, lest a browser change it."""

    token = forms.CharField(widget=forms.HiddenInput)
    packed = forms.CharField(widget=forms.HiddenInput)
    keeps_blanks = forms.BooleanField(
        label=_("keep what stands in blanks for which the file proposes nothing"),
        required=False,
        initial=True,
    )

    def clean_packed(self) -> str:
        try:
            text = b64decode(self.cleaned_data["packed"], validate=True).decode()
        except ValueError:
            raise forms.ValidationError(gettext("The file is not written in UTF-8.")) from None
        if faults(text):
            raise forms.ValidationError(gettext("Choose a file or paste its text."))
        return text


def packed(text: str) -> str:
    return b64encode(text.encode()).decode()


class NewFromFileForm(FileForm):
    """`key` is made with the page, so that a double click makes one agreement."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(
        label=_("title"),
        max_length=160,
        required=False,
        help_text=_("Leave it empty to take the title of the file."),
    )
    counterparty = forms.CharField(label=_("other party"), max_length=120, required=False)
