"""What is typed from the review of an agreement to its end."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.inputs import DayInput
from sanbao.apps.agreements.actions import Given
from sanbao.apps.agreements.queries import Copy, Seal, VersionKind

PNG = "data:image/png;base64,"


class SideForm(forms.Form):
    """One side signs: drawn on the screen, or as a scan of the signed page."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(label=_("signed by"), max_length=60)
    position = forms.CharField(label=_("position"), max_length=60, required=False)
    id_card = forms.CharField(
        label=_("ID-card number"),
        max_length=24,
        required=False,
        help_text=_("Of whoever signs for a dealer, and of a private person."),
    )
    seal = forms.ChoiceField(label=_("seal"), choices=Seal.choices, initial=Seal.APPLIED)
    signed_on = forms.DateField(label=_("signed on"), widget=DayInput())
    signature = forms.CharField(required=False, widget=forms.HiddenInput)
    scan = forms.FileField(
        label=_("scan or photo of the signed page"),
        required=False,
        help_text=_("Instead of signing on the screen: PDF, JPEG or PNG."),
        widget=forms.FileInput({"accept": "application/pdf,image/*"}),
    )

    def clean_signature(self) -> ContentFile[bytes] | None:
        text: str = self.cleaned_data["signature"]
        if not text:
            return None
        try:
            content = base64.b64decode(text.removeprefix(PNG), validate=True)
        except (binascii.Error, ValueError):
            raise forms.ValidationError(_("The signature cannot be read; sign again.")) from None
        return ContentFile(content, name="signature.png")

    def given(self, side: str) -> Given:
        typed = self.cleaned_data
        drawn = typed["signature"]
        return Given(
            side=side,
            name=typed["name"],
            signed_on=typed["signed_on"],
            seal=typed["seal"],
            position=typed["position"],
            id_card=typed["id_card"],
            proof=drawn or typed["scan"],
            is_drawn=bool(drawn),
        )


class ForceForm(forms.Form):
    starts_on = forms.DateField(label=_("in force from"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("until, this day included"),
        widget=DayInput(),
        required=False,
        help_text=_("Leave empty for the term that the agreement names, else for no end."),
    )


class CopiesForm(forms.Form):
    """One field for each copy that the agreement asks for."""

    def __init__(
        self, *args: Any, copies: int, held: Sequence[Copy] = (), proposed: Sequence[str] = ()
    ) -> None:
        super().__init__(*args)
        self.names = [f"holder_{number}" for number in range(1, copies + 1)]
        holders = [copy.holder for copy in held] or list(proposed)
        for place, name in enumerate(self.names):
            self.fields[name] = forms.CharField(
                label=_("holder of copy %(number)s") % {"number": place + 1},
                max_length=120,
                required=False,
                initial=holders[place] if place < len(holders) else "",
            )

    def holders(self) -> list[str]:
        return [self.cleaned_data.get(name, "") for name in self.names]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=200)


class EndForm(ReasonForm):
    on = forms.DateField(label=_("last day"), widget=DayInput())
    field_order = ("on", "reason")


class ReviseForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=[
            (VersionKind.AMENDMENT.value, VersionKind.AMENDMENT.label),
            (VersionKind.SUPPLEMENT.value, VersionKind.SUPPLEMENT.label),
        ],
        required=False,
    )
    changes = forms.CharField(
        label=_("what it changes"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Which clauses it overrides, or what it adds."),
    )
