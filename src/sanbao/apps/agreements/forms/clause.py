"""The forms of a clause and of a blank. Blanks in a text are shown by their names, in 【】."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.queries import UNITS
from sanbao.rules.agreement import Document
from sanbao.rules.parameter import Kind, Parameter
from sanbao.rules.source import TermsError

AREAS = {
    "agreement": _("the agreement itself"),
    "warranty": _("warranty"),
    "coverage": _("what is covered and who pays"),
    "service-level": _("times promised"),
    "loaner": _("spare units on loan"),
    "returns": _("returns and exchange"),
    "desk": _("service desk"),
    "complaint": _("complaints"),
    "field": _("service on site"),
    "conduct": _("conduct on site"),
    "inspection": _("inspections"),
    "followup": _("follow-up calls"),
    "dealer": _("duties of the dealer"),
    "settlement": _("settlement with dealers"),
    "award": _("awards"),
    "parts": _("spare parts"),
    "delivery": _("delivery and commissioning"),
    "training": _("training"),
    "knowledge": _("documents"),
    "quality": _("quality"),
    "registry": _("registers and stations"),
    "contract-review": _("contract review"),
    "early-warning": _("early warning"),
    "quality-control": _("quality control"),
    "reports": _("reports"),
}
SHOWN = re.compile(r"【([^【】]{1,80})】")
KINDS = {**UNITS, Kind.TEXT: _("words")}


def labelled(words: str, document: Document, lang: str) -> str:
    """Blanks by their labels: “{service_line}” is 【售后专线】."""
    for blank in document.parameters:
        words = words.replace(f"{{{blank.name}}}", f"【{blank.label.text(lang)}】")
    return words


def unlabelled(words: str, document: Document) -> str:
    """The other way round, in whichever language the label is. Raises KeyError for an unknown."""
    names = {
        label: blank.name
        for blank in document.parameters
        for label in (blank.label.zh, blank.label.en)
    }
    return SHOWN.sub(lambda found: f"{{{names[found[1]]}}}", words)


class ClauseForm(forms.Form):
    """`given` is the clause as it stands in the text, None for a new one."""

    number = forms.CharField(label=_("number"), max_length=20)
    area = forms.ChoiceField(label=_("what it is about"))
    zh = forms.CharField(label=_("in Chinese"), widget=forms.Textarea({"rows": 3}))
    en = forms.CharField(label=_("in English"), widget=forms.Textarea({"rows": 3}))
    reading_zh = forms.CharField(
        label=_("how we read it, in Chinese"),
        widget=forms.Textarea({"rows": 2}),
        required=False,
        help_text=_("Where the paper contradicts itself or leaves something open."),
    )
    reading_en = forms.CharField(
        label=_("how we read it, in English"),
        widget=forms.Textarea({"rows": 2}),
        required=False,
    )
    FIELDS: Mapping[str, str] = {
        "id": "number",
        "reading.zh": "reading_zh",
        "reading.en": "reading_en",
        "reading": "reading_zh",
    }

    def __init__(
        self, document: Document, *args: Any, given: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.document, self.given = document, given or {}
        reading = self.given.get("reading") or {}
        area = self.given.get("area", "")
        known = dict.fromkeys([*AREAS, *([area] if area else [])])
        self.fields["area"].choices = [(name, AREAS.get(name, name)) for name in known]  # type: ignore[attr-defined]
        self.initial.update(number=self.given.get("id", ""), area=area)
        for name, words in (("zh", self.given), ("en", self.given)):
            self.initial[name] = labelled(words.get(name, ""), document, name)
            self.initial[f"reading_{name}"] = labelled(reading.get(name, ""), document, name)
        if document.parameters:
            labels = "".join(f"【{blank.label.zh}】" for blank in document.parameters)
            self.fields["zh"].help_text = _("A blank is written by its name:") + f" {labels}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("zh", "en", "reading_zh", "reading_en"):
            words = " ".join(str(cleaned.get(name, "")).split())
            try:
                cleaned[name] = unlabelled(words, self.document)
            except KeyError as unknown:
                problem = _("There is no blank called %(label)s.") % {"label": unknown.args[0]}
                self.add_error(name, problem)
        if bool(cleaned.get("reading_zh")) != bool(cleaned.get("reading_en")):
            lacking = "reading_en" if cleaned.get("reading_zh") else "reading_zh"
            self.add_error(lacking, _("A reading is needed in both languages."))
        return cleaned

    def entry(self) -> dict[str, Any]:
        """The clause as it will be written."""
        told = self.cleaned_data
        entry: dict[str, Any] = {
            "id": told["number"].strip(),
            "area": told["area"],
            "zh": told["zh"],
            "en": told["en"],
        }
        if told["reading_zh"]:
            entry["reading"] = {"zh": told["reading_zh"], "en": told["reading_en"]}
        return entry

    def complain(self, path: str, words: str) -> None:
        name = self.FIELDS.get(path, path)
        self.add_error(name if name in self.fields else None, words)


class ParameterForm(forms.Form):
    """A blank: `given` as it stands in the text, None for a new one."""

    label_zh = forms.CharField(label=_("name in Chinese"), max_length=40)
    label_en = forms.CharField(label=_("name in English"), max_length=60)
    kind = forms.ChoiceField(label=_("what it is filled with"))
    default = forms.CharField(
        label=_("usual value"),
        max_length=200,
        required=False,
        help_text=_("Leave empty if it has to be filled in each time."),
    )
    clause = forms.ChoiceField(label=_("clause"))
    meaning_zh = forms.CharField(label=_("what it means, in Chinese"), max_length=200)
    meaning_en = forms.CharField(label=_("what it means, in English"), max_length=200)
    FIELDS: Mapping[str, str] = {
        "label.zh": "label_zh",
        "label.en": "label_en",
        "meaning.zh": "meaning_zh",
        "meaning.en": "meaning_en",
    }

    def __init__(
        self, document: Document, *args: Any, given: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.document, self.given = document, given or {}
        self.fields["kind"].choices = [(kind.value, KINDS[kind]) for kind in Kind]  # type: ignore[attr-defined]
        clauses = [(clause.id, clause.id) for clause in document.outline.clauses]
        self.fields["clause"].choices = clauses  # type: ignore[attr-defined]
        for name in ("kind", "default", "clause"):
            self.initial[name] = self.given.get(name) or ""
        for name in ("label", "meaning"):
            words = self.given.get(name) or {}
            self.initial.update({f"{name}_{lang}": words.get(lang, "") for lang in ("zh", "en")})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned["default"]:
            blank = Parameter.model_validate(self.entry())
            try:
                cleaned["default"] = blank.checked(cleaned["default"])
            except TermsError as error:
                self.add_error("default", said(error.message))
        return cleaned

    def entry(self) -> dict[str, Any]:
        told = self.cleaned_data
        entry: dict[str, Any] = {
            "name": self.given.get("name") or self.fresh_name(),
            "kind": told["kind"],
            "label": {"zh": told["label_zh"], "en": told["label_en"]},
            "clause": told["clause"],
            "meaning": {"zh": told["meaning_zh"], "en": told["meaning_en"]},
        }
        if told["default"]:
            entry["default"] = told["default"]
        return entry

    def fresh_name(self) -> str:
        taken = {blank.name for blank in self.document.parameters}
        return next(name for n in range(1, 1000) if (name := f"blank_{n}") not in taken)

    def complain(self, path: str, words: str) -> None:
        name = self.FIELDS.get(path, path)
        self.add_error(name if name in self.fields else None, words)
