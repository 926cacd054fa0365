"""What the desk writes down while somebody is on the line."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.assets import queries as assets
from sanbao.apps.desk.facts import PARTICULARS, CaseReport
from sanbao.apps.desk.forms.choices import (
    AREAS,
    CAUSES,
    CLAIMANTS,
    CODES,
    KINDS,
    REASONS,
    SEVERITIES,
)
from sanbao.rules import place
from sanbao.rules.facts import WHOLE, Cause, EventKind

WORDS: Mapping[str, Mapping[Any, Any]] = {
    "kind": KINDS,
    "cause": CAUSES,
    "area": AREAS,
    "reason": REASONS,
    "claimant": CLAIMANTS,
}
MINUTES = "%Y-%m-%dT%H:%M"


def select(name: str, label: Any, **options: Any) -> forms.ChoiceField:
    choices = [(key.value, words) for key, words in WORDS[name].items()]
    return forms.ChoiceField(label=label, choices=choices, **options)


def known_province(typed: str) -> str:
    """A promise can depend on the province, so it has to be one."""
    name = place.province(typed)
    if name is None:
        raise forms.ValidationError(_("this is not a province of China"))
    return name


def how_bad() -> forms.ChoiceField:
    """Nobody has to know yet."""
    known = [(key.value, words) for key, words in SEVERITIES.items()]
    choices = [("", _("not said yet")), *known]
    return forms.ChoiceField(label=_("how bad it is"), choices=choices, required=False)


class CallForm(forms.Form):
    """One call about one unit. Fields that the chosen kind does not need are taken away."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = select("kind", _("what it is about"))
    component = forms.ChoiceField(label=_("component"))
    cause = select("cause", _("cause, as far as is known"))
    severity = how_bad()
    exclusions = forms.MultipleChoiceField(
        label=_("seen already"),
        choices=[(code.value, words) for code, words in CODES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = select("reason", _("why it is to go back"))
    quantity = forms.IntegerField(label=_("units in the shipment"), min_value=1, initial=1)
    authorised = forms.BooleanField(
        label=_("the shipment was agreed beforehand"), required=False, initial=True
    )
    claimant = select("claimant", _("who claims"))
    province = forms.CharField(label=_("province"), max_length=20)
    area = select("area", _("place"))
    description = forms.CharField(
        label=_("what happened"), max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    reporter_name = forms.CharField(label=_("who calls"), max_length=60)
    reporter_phone = forms.CharField(
        label=_("phone"), max_length=30, widget=forms.TextInput({"inputmode": "tel"})
    )
    reported_at = forms.DateTimeField(
        label=_("called at"),
        input_formats=[MINUTES, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTES),
    )
    is_again = forms.BooleanField(
        label=_("the same fault again after a repair in warranty"), required=False
    )
    answer = forms.CharField(
        label=_("the answer given"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        asset: assets.Asset,
        kinds: list[str],
        components: dict[str, str],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.asset = asset
        self.choose("kind", [(kind.value, KINDS[kind]) for kind in EventKind if kind in kinds])
        self.choose("component", list(components.items()) or [(WHOLE, _("the whole unit"))])
        kind = str(self["kind"].value() or EventKind.FAULT_REPORTED)
        for name in {"reason", "quantity", "authorised", "claimant"} - set(
            PARTICULARS.get(kind, ())
        ):
            del self.fields[name]

    def choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_province(self) -> str:
        return known_province(self.cleaned_data["province"])

    @property
    def particulars(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name in ("reason", "quantity", "authorised", "claimant")
            if name in self.cleaned_data
        }

    def report(self, *, channel: str) -> CaseReport:
        given = self.cleaned_data
        return CaseReport(
            key=given["key"],
            asset=self.asset,
            channel=channel,
            kind=given["kind"],
            component=given["component"],
            cause=given["cause"],
            severity=given["severity"],
            exclusions=tuple(given["exclusions"]),
            province=given["province"],
            area=given["area"],
            particulars=self.particulars,
            description=given["description"],
            reporter_name=given["reporter_name"],
            reporter_phone=given["reporter_phone"],
            reported_at=given["reported_at"],
            is_again=given["is_again"],
        )

    def draft(self, *, at: datetime) -> CaseReport | None:
        """The report as far as the form is filled, for a preview. None while its kind, place or
        time cannot be read.
        """
        if not self.is_bound:
            return self.untouched(at=at)
        self.is_valid()
        given = self.cleaned_data
        if not {"kind", "reported_at", "province", "area"} <= given.keys():
            return None
        return CaseReport(
            key=uuid4(),
            asset=self.asset,
            channel="phone",
            kind=given["kind"],
            component=given.get("component", WHOLE),
            cause=given.get("cause", Cause.UNKNOWN),
            severity=given.get("severity", ""),
            exclusions=tuple(given.get("exclusions", ())),
            province=given["province"],
            area=given["area"],
            particulars=self.particulars,
            description="",
            reporter_name="",
            reporter_phone="",
            reported_at=given["reported_at"],
        )

    def forgive(self) -> None:
        """Say nothing about what is simply still empty: the call is not over."""
        for name in [name for name in self.errors if not self[name].value()]:
            del self.errors[name]

    def untouched(self, *, at: datetime) -> CaseReport:
        """What the page shows before anything is chosen: a fault of the whole unit, now."""
        return CaseReport(
            key=uuid4(),
            asset=self.asset,
            channel="phone",
            description="",
            reporter_name="",
            reporter_phone="",
            reported_at=at,
        )
