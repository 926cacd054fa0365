"""How a row of `contract_cases` is held against a decision.

A row says what it is sure of. Objects are compared by the keys that the row names; lists in any
order, complete, unless the key ends in `~` (contains these) or `!` (contains none like these).
Instants are compared as instants, whatever offset they are written with.
"""

from datetime import datetime
from typing import Any

ITEM_FORMS = {
    "charges": {"item", "payer", "basis", "clause"},
    "obligations": {"what", "by", "due", "clause"},
    "remedies": {"what", "when", "fee", "clause"},
}
PENDING = {"after", "within"}
WARRANTY_FORM = {
    "covered",
    "in_period",
    "component",
    "starts_on",
    "ends_on",
    "clause",
    "why",
}
WORDS = {
    "item": {"parts", "labour", "travel", "freight"},
    "payer": {"provider", "dealer", "customer"},
    "basis": {"free", "cost", "price_list", "tender_list", "favourable", "quote"},
}


def agrees(expected: Any, actual: Any) -> bool:
    if isinstance(expected, dict) and "any_of" in expected:
        return any(agrees(one, actual) for one in expected["any_of"])
    if isinstance(expected, dict):
        return isinstance(actual, dict) and not differences(expected, actual)
    if isinstance(expected, str) and "T" in expected and isinstance(actual, str):
        return same_instant(expected, actual)
    return type(expected) is type(actual) and bool(expected == actual)


def same_instant(expected: str, actual: str) -> bool:
    try:
        wanted = datetime.fromisoformat(expected)
        given = datetime.fromisoformat(actual)
    except ValueError:
        return expected == actual
    return given.tzinfo is not None and wanted == given


def differences(expected: dict[str, Any], actual: dict[str, Any]) -> list[str]:
    """Every way in which the decision is not what the row says, in words."""
    found: list[str] = []
    for key, wanted in expected.items():
        name = key.rstrip("~!")
        if name not in actual:
            found.append(f"{name} is missing")
        elif key.endswith("!"):
            found += [
                f"{name} has {item}, but nothing like {unwanted} may be there"
                for unwanted in wanted
                for item in actual[name]
                if agrees(unwanted, item)
            ]
        elif isinstance(wanted, list):
            found += list_differences(name, wanted, actual[name], complete=not key.endswith("~"))
        elif not agrees(wanted, actual[name]):
            found.append(f"{name} is {actual[name]!r}, not {wanted!r}")
    return found


def list_differences(name: str, wanted: list[Any], given: Any, *, complete: bool) -> list[str]:
    if not isinstance(given, list):
        return [f"{name} is {given!r}, not a list"]
    left, found = list(given), []
    for item in wanted:
        match = next((other for other in left if agrees(item, other)), None)
        if match is None:
            found.append(f"{name} lacks {item}; left are {left}")
        else:
            left.remove(match)
    return found + ([f"{name} has {left} besides"] if complete and left else [])


def form_faults(decision: dict[str, Any]) -> list[str]:
    """What the contract says of every decision's form, whatever the facts."""
    if "error" in decision:
        good = set(decision) == {"id", "error"} and set(decision["error"]) == {
            "field",
            "message",
        }
        return [] if good else [f"an error line of another form: {decision}"]
    wanted = {"id", "warranty", "charges", "obligations", "remedies", "clauses"}
    faults = [] if set(decision) - {"calendar"} == wanted else [f"keys are {sorted(decision)}"]
    if decision.get("calendar", "provisional") != "provisional":
        faults.append(f"calendar is {decision['calendar']!r}")
    if set(decision["warranty"]) != WARRANTY_FORM:
        faults.append(f"warranty has the keys {sorted(decision['warranty'])}")
    for name, form in ITEM_FORMS.items():
        faults += [fault for item in decision[name] for fault in item_faults(name, form, item)]
    return faults + clause_faults(decision)


def item_faults(name: str, form: set[str], item: dict[str, Any]) -> list[str]:
    pending = name == "obligations" and "after" in item
    faults = []
    if set(item) != form | (PENDING if pending else set()):
        faults.append(f"{name}: {item} has another form")
    if pending and item["due"] is not None:
        faults.append(f"{name}: {item} waits for an event and is due all the same")
    if name == "charges":
        faults += [f"{key} {item[key]!r}" for key in WORDS if item[key] not in WORDS[key]]
    return faults


def clause_faults(decision: dict[str, Any]) -> list[str]:
    told = [clause["id"] for clause in decision["clauses"]]
    used = {item["clause"] for name in ITEM_FORMS for item in decision[name]}
    used |= {decision["warranty"]["clause"]} - {None}
    faults = [f"clause {number} is used and not told" for number in sorted(used - set(told))]
    if len(told) != len(set(told)):
        faults.append(f"a clause is told twice: {told}")
    return faults + [f"clause {c['id']} says nothing" for c in decision["clauses"] if not c["text"]]
