"""What is typed to take a step with a sheet, and to find one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.claims.facts import Allowed, Called
from sanbao.apps.claims.models import SheetLine, SheetState
from sanbao.rules.verification import REASON_WORDS, Judged

HEARD = (
    ("true", _("reached: it is as the sheet says")),
    ("false", _("reached: it is not as the sheet says")),
    ("missed", _("not reached")),
)


class CallForm(forms.Form):
    heard = forms.ChoiceField(
        label=_("What the customer said"), choices=HEARD, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("In the customer's words"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def called(self) -> Called:
        heard = self.cleaned_data["heard"]
        is_true = None if heard == "missed" else heard == "true"
        return Called(heard != "missed", is_true, self.cleaned_data["note"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea({"rows": 3}))


class PenaltyForm(forms.Form):
    """Which item is false, and why."""

    place = forms.ChoiceField(label=_("Item"))
    reason = forms.CharField(
        label=_("What is false"), max_length=400, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, data: Any = None, *, lines: Sequence[SheetLine], **kw: Any) -> None:
        super().__init__(data, **kw)
        choices = [(f"{line.place}", f"{line.name} ¥{line.claimed}") for line in lines]
        cast("forms.ChoiceField", self.fields["place"]).choices = choices


def reasons() -> list[tuple[str, Any]]:
    return [("", "—"), *((reason.value, said(words)) for reason, words in REASON_WORDS.items())]


class VerifyForm(forms.Form):
    """What is allowed of each line, as the price list proposes it."""

    def __init__(
        self, data: Any = None, *, lines: Sequence[SheetLine], proposed: Sequence[Judged], **kw: Any
    ) -> None:
        super().__init__(data, **kw)
        self.lines, self.proposed = lines, proposed
        for line, found in zip(lines, proposed, strict=True):
            self.fields[f"amount_{line.place}"] = forms.DecimalField(
                label=_("Allowed"), max_digits=14, decimal_places=2, initial=found.allowed
            )
            self.fields[f"reason_{line.place}"] = forms.ChoiceField(
                label=_("Why not all"), choices=reasons, required=False, initial=found.reason or ""
            )

    def rows(self) -> list[tuple[SheetLine, forms.BoundField, forms.BoundField]]:
        return [
            (line, self[f"amount_{line.place}"], self[f"reason_{line.place}"])
            for line in self.lines
        ]

    def allowed(self) -> Mapping[int, Allowed]:
        given = self.cleaned_data
        return {
            line.place: Allowed(given[f"amount_{line.place}"], given[f"reason_{line.place}"])
            for line in self.lines
        }


class PhotoForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    photo = forms.FileField(
        label=_("Photo of the fault, the old part, the nameplate"),
        widget=forms.FileInput({"accept": "image/*"}),
    )


class FilterForm(forms.Form):
    text = forms.CharField(label=_("Number, serial or customer"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("open", _("in hand")), ("", _("all")), *SheetState.choices],
        required=False,
    )
    month = forms.CharField(
        label=_("Month"), required=False, widget=forms.TextInput({"type": "month"})
    )

    def wanted(self) -> dict[str, Any]:
        """As the query takes it; without a word, what is open."""
        if not self.data:
            return {"state": "open"}
        given = self.cleaned_data if self.is_valid() else {}
        month = month_from(given.get("month", ""))
        return {
            "text": given.get("text", ""),
            "state": given.get("state", ""),
            **({"month": month} if month else {}),
        }


def month_from(text: str) -> date | None:
    """The first day of the month that "2026-10" names; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
