"""What customers and visitors report themselves."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanbao.apps.desk.forms.call import select
from sanbao.apps.desk.forms.choices import KINDS, SEVERITIES_SEEN
from sanbao.rules.facts import EventKind

MOST_PHOTOS = 6
BY_CUSTOMERS = (
    EventKind.FAULT_REPORTED,
    EventKind.QUESTION_ASKED,
    EventKind.COMPLAINT_RECEIVED,
    EventKind.RETURN_REQUESTED,
)


class PhotoInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos in one field; what they are is checked by their content when stored."""

    widget = PhotoInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(_("at most %(most)d photos"), params={"most": MOST_PHOTOS})
        return [super(PhotosField, self).clean(file, initial) for file in files]


def photos() -> PhotosField:
    return PhotosField(
        label=_("photos"),
        required=False,
        widget=PhotoInput({"class": "form-control", "accept": "image/*", "multiple": True}),
    )


def seen() -> forms.ChoiceField:
    """How bad it looks to whoever reports it; the desk puts it right where it is otherwise."""
    known = [(key.value, words) for key, words in SEVERITIES_SEEN.items()]
    return forms.ChoiceField(
        label=_("how bad is it?"), choices=[("", _("I do not know")), *known], required=False
    )


class VisitorReportForm(forms.Form):
    """From the page behind the QR code: somebody stands before the unit, without an account."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reporter_name = forms.CharField(
        label=_("your name"), max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    reporter_phone = forms.CharField(
        label=_("your phone"),
        max_length=30,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    description = forms.CharField(
        label=_("what happened"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )
    severity = seen()
    photos = photos()


class CustomerReportForm(forms.Form):
    """From a customer who has signed in, about a unit of his own."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = select("kind", _("what it is about"))
    reason = select("reason", _("why it is to go back"))
    severity = seen()
    description = forms.CharField(
        label=_("what happened"), max_length=4000, widget=forms.Textarea({"rows": 4})
    )
    reporter_name = forms.CharField(label=_("whom we may ask"), max_length=60)
    reporter_phone = forms.CharField(
        label=_("phone"), max_length=30, widget=forms.TextInput({"inputmode": "tel"})
    )
    is_again = forms.BooleanField(
        label=_("the same fault has come back after a repair"), required=False
    )
    photos = photos()

    def __init__(self, data: Any = None, files: Any = None, *, kinds: Sequence[str], **more: Any):
        super().__init__(data, files, **more)
        offered = [(kind.value, KINDS[kind]) for kind in BY_CUSTOMERS if kind in kinds]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        if self["kind"].value() != EventKind.RETURN_REQUESTED:
            del self.fields["reason"]
        if self["kind"].value() not in (None, "", EventKind.FAULT_REPORTED):
            del self.fields["severity"]
