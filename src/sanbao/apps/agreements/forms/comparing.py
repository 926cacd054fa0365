"""Which version another one is compared with."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.agreements.queries import Version


class CompareForm(forms.Form):
    """The older side: a version of the same agreement or of another one that one may read."""

    agreement = forms.CharField(label=_("agreement, by number"), max_length=40)
    version = forms.IntegerField(label=_("version"), min_value=1, max_value=100_000)

    def __init__(self, *args: Any, readable: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readable = readable

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        found: Version | None = self.readable.filter(
            agreement__code=cleaned["agreement"].strip(), number=cleaned["version"]
        ).first()
        if found is None:
            self.add_error("version", gettext("There is no such version that you may read."))
        cleaned["found"] = found
        return cleaned
