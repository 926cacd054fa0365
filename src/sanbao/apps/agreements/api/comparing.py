"""Two versions of agreements compared over the API, clause by clause."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import reader
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.forms import language

router = Router(tags=["agreements"])
CHANGE = "added, removed, changed, moved or same"


class SentenceBeside(Schema):
    kind: str = Field(description="kind of the term; `reading` for how the clause is read")
    change: str = Field(description=CHANGE)
    old: str
    new: str


class ClauseBeside(Schema):
    was: str = Field(description="its number in the older text; empty if it is not there")
    number: str = Field(description="its number in this text; empty if it is not there")
    change: str = Field(description=CHANGE)
    old: str
    new: str
    details: list[SentenceBeside]


class BlankBeside(Schema):
    name: str
    label: str
    old: str | None = Field(description="empty: open; null: there is no such blank")
    new: str | None


class ComparisonOut(Schema):
    clauses: list[ClauseBeside]
    blanks: list[BlankBeside]
    reordered: list[str] = Field(description="kinds of terms that count in another order now")


@router.get(
    "/{code}/versions/{int:number}/compare",
    response=ComparisonOut,
    summary="What a version says differently from another one",
)
def compare(
    request: HttpRequest, code: str, number: int, agreement: str = "", version: int = 0
) -> dict[str, Any]:
    """Against the version before, or against any version of any agreement that one may read."""
    readable = queries.versions_for(reader(request))
    new = get_object_or_404(readable, agreement__code=code, number=number)
    old = get_object_or_404(
        readable, agreement__code=agreement or code, number=version or number - 1
    )
    return comparison_of(queries.compared(old, new, lang=language()))


def comparison_of(found: queries.Comparison) -> dict[str, Any]:
    return {
        "clauses": [clause_of(clause) for clause in found.clauses],
        "blanks": found.blanks,
        "reordered": found.reordered,
    }


def clause_of(clause: Any) -> dict[str, Any]:
    return {
        "was": clause.was,
        "number": clause.number,
        "change": clause.change,
        "old": clause.text.old_words,
        "new": clause.text.new_words,
        "details": [
            {"kind": each.kind, "change": each.change, "old": each.old_words, "new": each.new_words}
            for each in clause.details
        ],
    }
