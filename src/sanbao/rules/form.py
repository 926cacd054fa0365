"""Forms of the trade: what a form asks, and whether a set of answers may stand on record.

A form is shipped as a document (`parse`); answers come from a page as text by question name
(`checked`). Records keep the version of the form that they were filled by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

LONGEST_ANSWER = 2000  # characters
SCALE = ("1", "2", "3", "4", "5")  # 5 is best


class Kind(StrEnum):
    CHECK = "check"  # yes, no, or does not apply; a "no" is explained in a note
    YES_NO = "yes_no"
    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


FIXED_CHOICES: Mapping[Kind, tuple[str, ...]] = {
    Kind.CHECK: ("yes", "no", "none"),
    Kind.YES_NO: ("yes", "no"),
    Kind.SCALE: SCALE,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: what is stored, and what a person reads in each language."""

    value: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """name: key of the answer. clauses: ids of the catalogue that ask for this point."""

    name: str
    kind: Kind
    label: Mapping[str, str]
    clauses: tuple[str, ...] = ()
    is_required: bool = True
    choices: tuple[Choice, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The answers that may be given; empty for free text."""
        return FIXED_CHOICES.get(self.kind) or tuple(choice.value for choice in self.choices)

    @property
    def note(self) -> str:
        """Name of the note that goes with the answer; only checks and yes/no have one."""
        return f"{self.name}_note" if self.kind in (Kind.CHECK, Kind.YES_NO) else ""


@dataclass(frozen=True, slots=True)
class Form:
    """kind: slug of the form. questions: in the order in which they are asked."""

    kind: str
    title: Mapping[str, str]
    questions: tuple[Question, ...]


def parse(document: Mapping[str, object]) -> Form:
    """Read a form definition. Raises ValueError naming what is wrong with it."""
    kind = document.get("kind")
    questions = document.get("questions")
    if not isinstance(kind, str) or not isinstance(questions, Sequence):
        raise ValueError("a form needs a kind and questions")
    parsed = tuple(parse_question(question) for question in questions)
    names = [question.name for question in parsed]
    if len(set(names)) != len(names):
        raise ValueError(f"{kind}: two questions have one name")
    return Form(kind, wording(document.get("title"), kind), parsed)


def parse_question(document: object) -> Question:
    if not isinstance(document, Mapping):
        raise ValueError("a question must be a mapping")
    name = str(document.get("name", ""))
    if not name.isidentifier():
        raise ValueError(f"“{name}” cannot be the name of a question")
    kind = Kind(document.get("kind", ""))
    choices = tuple(
        Choice(str(choice["value"]), wording(choice.get("label"), name))
        for choice in document.get("choices", ())
    )
    if (kind is Kind.CHOICE) != bool(choices):
        raise ValueError(f"{name}: a choice needs choices, and nothing else has them")
    return Question(
        name=name,
        kind=kind,
        label=wording(document.get("label"), name),
        clauses=tuple(str(clause) for clause in document.get("clauses", ())),
        is_required=bool(document.get("required", True)),
        choices=choices,
    )


def wording(label: object, where: str) -> Mapping[str, str]:
    if isinstance(label, Mapping) and label.get("zh") and label.get("en"):
        return {"zh": str(label["zh"]), "en": str(label["en"])}
    raise ValueError(f"{where}: needs wording in zh and en")


def gather(form: Form, posted: Mapping[str, str]) -> dict[str, str]:
    """The answers to `form` among what a page sent; everything else is left behind."""
    names = [name for question in form.questions for name in (question.name, question.note) if name]
    return {name: posted.get(name, "").strip() for name in names}


def problem(question: Question, answers: Mapping[str, str]) -> Message | None:
    """Why the answer to `question` cannot stand, or None when it can."""
    answer = answers.get(question.name, "").strip()
    note = answers.get(question.note, "").strip() if question.note else ""
    if not answer:
        return Message("this point has no answer") if question.is_required else None
    if question.values and answer not in question.values:
        return Message("“%(answer)s” is not one of the answers", {"answer": answer})
    if max(len(answer), len(note)) > LONGEST_ANSWER:
        return Message("longer than %(limit)d characters", {"limit": LONGEST_ANSWER})
    if question.kind is Kind.CHECK and answer == "no" and not note:
        return Message("a “no” needs a note that explains it")
    return None


def problems(form: Form, answers: Mapping[str, str]) -> dict[str, Message]:
    """Everything wrong with `answers`, by question name; empty when the record may stand."""
    found = ((question.name, problem(question, answers)) for question in form.questions)
    return {name: message for name, message in found if message is not None}


def checked(form: Form, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers as they go on record: known names only, empty ones left out.

    Raises Refused for the first answer that cannot stand; `field` is the question's name.
    """
    gathered = gather(form, answers)
    for name, message in problems(form, gathered).items():
        raise Refused(message, field=name)
    return {name: answer for name, answer in gathered.items() if answer}
