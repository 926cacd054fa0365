"""The field that a signature comes in: the PNG of a canvas as a data URL."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

PNG = "data:image/png;base64,"


class SignatureField(forms.CharField):
    """Gives the picture that was drawn, None for none; what is no PNG is left to the one who looks
    into files.
    """

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **options})

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        if not text:
            return None
        try:
            content = base64.b64decode(text.removeprefix(PNG), validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError(_("The signature cannot be read; sign again.")) from None
        return ContentFile(content, name="signature.png")
