"""What a person types on the promises board: filters, and the reasons for a pause or an excuse."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.obligations import queries
from sanbao.rules import warning
from sanbao.rules.obligation import PAUSE_REASONS


def state_choices() -> list[tuple[str, Any]]:
    return [("open", _("all open")), *queries.ObligationState.choices]


def what_choices() -> list[tuple[str, Any]]:
    return [("", _("all promises")), *queries.PROMISES.items()]


def reason_choices() -> list[tuple[str, str]]:
    return [("", "—"), *((code, said(reason)) for code, reason in PAUSE_REASONS.items())]


class BoardForm(forms.Form):
    """The filters of the board; what cannot be read is left out rather than refused."""

    state = forms.ChoiceField(label=_("state"), choices=state_choices, required=False)
    what = forms.ChoiceField(label=_("promise"), choices=what_choices, required=False)
    clause = forms.CharField(label=_("clause"), max_length=20, required=False)
    province = forms.CharField(label=_("province"), max_length=20, required=False)
    mine = forms.BooleanField(label=_("only mine"), required=False)

    def filters(self) -> queries.Filters:
        self.is_valid()
        read = {name: value for name, value in self.cleaned_data.items() if value}
        return queries.Filters(**read)


class PauseForm(forms.Form):
    reason = forms.ChoiceField(label=_("why the clock stops"), choices=reason_choices)
    note = forms.CharField(label=_("note"), max_length=200, required=False)


class ExcuseForm(forms.Form):
    reason = forms.CharField(label=_("why it is excused"), max_length=200)


def promise_choices() -> list[tuple[str, Any]]:
    return [("", _("all promises without a rule of their own")), *queries.PROMISES.items()]


def told_choices() -> list[tuple[str, str]]:
    return [("", "—"), *((to, said(words)) for to, words in warning.TOLD.items())]


class SharesField(forms.CharField):
    """Per cents as a person writes them: “50, 80”, with or without the sign."""

    default_error_messages: ClassVar = {"shares": _("Write whole per cents, like: 50, 80")}

    def to_python(self, value: Any) -> Any:
        words = str(value or "")
        for sign in "%，、;；":
            words = words.replace(sign, "," if sign != "%" else " ")
        parts = [part.strip() for part in words.split(",") if part.strip()]
        if not all(part.isascii() and part.isdecimal() and len(part) < 5 for part in parts):
            raise forms.ValidationError(self.error_messages["shares"])
        return [int(part) for part in parts]


class PolicyForm(forms.Form):
    """One policy: the promise, the shares, and the steps of the line; an empty step is none."""

    what = forms.ChoiceField(label=_("promise"), choices=promise_choices, required=False)
    shares = SharesField(
        label=_("warn when so much of the time is used up (%)"),
        required=False,
        help_text=_("For example: 50, 80. Leave it empty to warn of nothing."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, warning.LONGEST_LINE + 1):
            self.fields[f"hours_{number}"] = forms.IntegerField(
                label=_("hours after the miss, step %(n)s") % {"n": number},
                required=False,
                min_value=0,
                max_value=warning.LATEST_HOURS,
            )
            self.fields[f"to_{number}"] = forms.ChoiceField(
                label=_("who is told, step %(n)s") % {"n": number},
                required=False,
                choices=told_choices,
            )

    @staticmethod
    def standing(provider_id: int, what: str) -> dict[str, Any]:
        """What the form begins with: the policy that holds for the promise now."""
        found = queries.policy_for(provider_id, what)
        initial: dict[str, Any] = {"what": what}
        initial["shares"] = ", ".join(str(share) for share in found.shares)
        for number, rung in enumerate(found.line, start=1):
            initial[f"hours_{number}"], initial[f"to_{number}"] = rung.hours, rung.to
        return initial

    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each step, for the page."""
        numbers = range(1, warning.LONGEST_LINE + 1)
        return [(self[f"hours_{number}"], self[f"to_{number}"]) for number in numbers]

    def clean(self) -> dict[str, Any]:
        """A step has both its time and whom to tell."""
        cleaned = super().clean() or {}
        for number in range(1, warning.LONGEST_LINE + 1):
            hours, to = cleaned.get(f"hours_{number}"), cleaned.get(f"to_{number}", "")
            if to and hours is None and f"hours_{number}" not in self.errors:
                self.add_error(f"hours_{number}", _("After how many hours?"))
            if hours is not None and not to and f"to_{number}" not in self.errors:
                self.add_error(f"to_{number}", _("Who is told?"))
        return cleaned

    def line(self) -> list[warning.Rung]:
        numbers = range(1, warning.LONGEST_LINE + 1)
        typed = [(self.cleaned_data[f"hours_{n}"], self.cleaned_data[f"to_{n}"]) for n in numbers]
        return [warning.Rung(hours, to) for hours, to in typed if to]


class DoneForm(forms.Form):
    """key: made by the page, so that a repeated form is done once."""

    done_at = forms.DateTimeField(
        label=_("done at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    note = forms.CharField(label=_("note"), max_length=200, required=False)
    proof = forms.FileField(label=_("proof (photo or PDF)"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class LapseForm(forms.Form):
    reason = forms.CharField(label=_("what is not kept up, and why"), max_length=200)
