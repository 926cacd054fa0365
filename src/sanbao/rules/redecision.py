"""Two answers to the same facts, compared: what is decided differently, field by field.

An answer is a decision as JSON values (`Decision.as_json`). What it says in words (the reasons, the
texts of its clauses) is derived from the rest and does not count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sanbao.rules.agreement import Agreement
from sanbao.rules.decision import decide_given
from sanbao.rules.facts import FactError

Answer = Mapping[str, object]
Value = str | bool | None

_WARRANTY = ("covered", "in_period", "component", "starts_on", "ends_on", "clause")
_CHARGE = ("payer", "basis", "clause")
_DUTY = ("by", "due", "clause", "after", "within")
_REMEDY = ("fee", "clause")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is answered differently; None: it is not in that answer.

    field: path such as warranty.covered, charges.parts.payer, obligations.on_site.due.
    """

    field: str
    old: Value
    new: Value


def answered_again(agreement: Agreement, facts: Mapping[str, object]) -> Answer:
    """What `agreement` answers to stored facts today; facts that do no longer do are an error."""
    try:
        return decide_given(agreement, facts).as_json()
    except FactError as error:
        return {"error": {"field": error.field, "problem": str(error.message)}}


def differences(old: Answer, new: Answer) -> list[Difference]:
    """Every field that two answers differ in, in the order of an answer."""
    before, after = fields(old), fields(new)
    return [
        Difference(field, before.get(field), after.get(field))
        for field in dict.fromkeys([*before, *after])
        if before.get(field) != after.get(field)
    ]


def fields(answer: Answer) -> dict[str, Value]:
    """An answer as one value a field; lines are named by what they are about."""
    flat: dict[str, Value] = {}
    error = answer.get("error")
    if isinstance(error, dict):
        return {"error.field": error["field"], "error.problem": error["problem"]}
    warranty = answer.get("warranty")
    if isinstance(warranty, dict):
        flat |= {f"warranty.{name}": warranty.get(name) for name in _WARRANTY}
    for group, about, names in (
        ("charges", ("item",), _CHARGE),
        ("obligations", ("what",), _DUTY),
        ("remedies", ("what", "when"), _REMEDY),
    ):
        flat |= _lines(group, answer.get(group), about, names)
    flat["clauses"] = ", ".join(sorted(_clauses(answer.get("clauses"))))
    if "calendar" in answer:
        flat["calendar"] = str(answer["calendar"])
    return flat


def _lines(
    group: str, lines: object, about: Iterable[str], names: Iterable[str]
) -> dict[str, Value]:
    flat: dict[str, Value] = {}
    seen: dict[str, int] = {}
    for line in lines if isinstance(lines, list) else ():
        name = ".".join([group, *(str(line.get(key)) for key in about)])
        seen[name] = seen.get(name, 0) + 1
        # A charge `apart` is a second line about the same item.
        place = name if seen[name] == 1 else f"{name}.{seen[name]}"
        flat |= {f"{place}.{key}": line[key] for key in names if key in line}
    return flat


def _clauses(clauses: object) -> list[str]:
    return [str(clause["id"]) for clause in clauses] if isinstance(clauses, list) else []
