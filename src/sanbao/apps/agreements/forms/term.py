"""The form of one term, whatever its kind: built from what `rules.asked` reads from the term."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.forms.figure import AmountField, FigureField, PercentField, SpanField
from sanbao.apps.agreements.forms.language import language
from sanbao.rules.agreement import Document
from sanbao.rules.asked import Asked, Input, asked
from sanbao.rules.faults import term_problems

Choices = list[tuple[str, str]]
OPEN = ("", "—")
YES_NO = [OPEN, ("true", _("yes")), ("false", _("no"))]
MANY = (Input.CHOICES, Input.CLAUSES, Input.COMPONENTS)


class TermForm(forms.Form):
    """`given` is the term as it stands in the text, None for a new one.

    What it says is checked with the whole agreement around it; each fault stands at its field.
    """

    def __init__(
        self,
        document: Document,
        kind: str,
        *args: Any,
        given: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.document, self.kind, self.given = document, kind, given or {}
        self.asked = asked(kind)
        for each in self.asked:
            self.fields[each.name] = field_of(each, document)
            self.initial.setdefault(each.name, shown(each, value_at(self.given, each.path)))

    @property
    def own(self) -> list[forms.BoundField]:
        """What the term itself says."""
        return [self[each.name] for each in self.asked if each.path[0] != "when"]

    @property
    def conditions(self) -> list[forms.BoundField]:
        """What limits it."""
        return [self[each.name] for each in self.asked if each.path[0] == "when"]

    @property
    def has_conditions(self) -> bool:
        """Whether anything limits it already, or is wrong in what does."""
        return bool(self.given.get("when")) or any(field.errors for field in self.conditions)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            for fault in term_problems(self.document, self.term(), was=self.given or None):
                self.complain(fault.field, said(fault.message))
        return cleaned

    def complain(self, path: str, words: str) -> None:
        """A fault stands at its field, or at the nearest one that there is, else above the form."""
        name = path.replace(".", "__")
        while name and name not in self.fields:
            name, _, _ = name.rpartition("__")
        self.add_error(name or None, words)

    def term(self) -> dict[str, Any]:
        """The term as it will be written. What says no more than its default is left out."""
        term: dict[str, Any] = {"kind": self.kind}
        for each in self.asked:
            value = written(each, self.cleaned_data.get(each.name))
            old = value_at(self.given, each.path)
            if value is not None and is_same(value, old if old is not None else each.default):
                value = old  # as somebody wrote it, or left it out
            if value is not None:
                put(term, each.path, value)
        return tidied(term)


def shown(each: Asked, value: Any) -> Any:
    """What a field starts with: what is written, else what counts where nothing is."""
    if each.input is Input.TRUTH:
        return str(value or each.default).lower() in TRUE
    if value is None and each.input not in FIGURES:
        return each.default
    return value


def is_same(value: Any, old: Any) -> bool:
    if isinstance(value, list):
        return isinstance(old, list | tuple) and set(old) == set(value)
    return str(old).lower() in TRUE if value == "true" else bool(value == old)


TRUE = frozenset({"true", "yes", "on", "1", "y", "t"})


FIGURES: Mapping[Input, type[FigureField]] = {
    Input.SPAN: SpanField,
    Input.PERCENT: PercentField,
    Input.AMOUNT: AmountField,
    Input.NUMBER: FigureField,
}


def field_of(each: Asked, document: Document) -> forms.Field:
    """The field of a form for what is asked."""
    label = said(each.label)
    frame: dict[str, Any] = {
        "label": label[:1].upper() + label[1:],
        "required": each.is_needed,
        "help_text": said(each.help) if each.help else "",
    }
    if each.input in FIGURES:
        return FIGURES[each.input](each, document, **frame)
    if each.input is Input.TRUTH:
        return forms.BooleanField(**frame)
    if each.input is Input.TEXT:
        return forms.CharField(max_length=200, **frame)
    if each.input is Input.YES_NO:
        return forms.ChoiceField(choices=YES_NO, **frame)
    options = choices_of(each, document)
    if each.input in MANY:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=options, widget=widget, **frame)
    has_default = each.default is not None or each.is_needed
    return forms.ChoiceField(choices=options if has_default else [OPEN, *options], **frame)


def choices_of(each: Asked, document: Document) -> Choices:
    """The choices of a field: codes, or parts of this agreement."""
    lang = language()
    if each.input in (Input.COMPONENT, Input.COMPONENTS):
        return [(code, words.text(lang)) for code, words in document.components.items()]
    told = document.outline.clauses
    clauses = [(clause.id, clause.zh if lang == "zh" else clause.en) for clause in told]
    if each.input is Input.PERIOD:
        periods = {term.get("clause") for term in document.outline.terms if is_warranty(term)}
        clauses = [(number, words) for number, words in clauses if number in periods]
    if each.input in (Input.CLAUSE, Input.CLAUSES, Input.PERIOD):
        return [(number, f"{number} · {short(words)}") for number, words in clauses]
    return [(code, said(words)) for code, words in each.choices]


def is_warranty(term: Mapping[str, Any]) -> bool:
    return term.get("kind") == "warranty"


def short(words: str) -> str:
    return words if len(words) <= 36 else f"{words[:35]}…"


def written(each: Asked, value: Any) -> Any:
    """A cleaned value as it stands in an agreement; None where it says nothing."""
    if each.input is Input.TRUTH:
        return "true" if value else "false"
    if value in (None, "", []):
        return None
    return list(value) if isinstance(value, list) else str(value)


def value_at(term: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What stands at a path; of a choice that is spelt out further in, which one it is."""
    value: Any = term
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return "depreciation" if isinstance(value, Mapping) else value


def put(term: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    *above, last = path
    for step in above:
        inner = term.get(step)
        if not isinstance(inner, dict):
            # A plain choice next to it says that what is spelt out does not count.
            if inner not in (None, "depreciation"):
                return
            inner = term[step] = {}
        term = inner
    term[last] = value


def tidied(term: dict[str, Any]) -> dict[str, Any]:
    """Parts with nothing in them say nothing."""
    return {key: value for key, value in term.items() if value != {}}
