"""Jobs of the loans; each may run twice."""

from django.db.models import QuerySet
from procrastinate.contrib.django import app

from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import queries as journal
from sanbao.apps.parts import actions


@app.task(name="parts.ask_back")
def ask_back(entry_id: int) -> None:
    """The original works again, or the case is over: the spare unit is asked back."""
    entry = journal.entry(entry_id)
    (case,) = over(entry.provider_id, entry.subject_code)
    if case.state in (cases.CaseState.REPORTED, cases.CaseState.IN_SERVICE):
        return  # opened again meanwhile
    actions.ask_back(case, at=entry.at)


@prepared
def over(provider_id: int, code: str) -> QuerySet[cases.Case]:
    rows = cases.Case.objects.select_related("asset__product", "provider", "owner")
    return rows.filter(provider_id=provider_id, code=code)


@app.task(name="parts.leave")
def leave(entry_id: int) -> None:
    """The fault is back: who has the spare unit keeps it until the original is repaired."""
    entry = journal.entry(entry_id)
    case = cases.Case.objects.get(provider_id=entry.provider_id, code=entry.subject_code)
    if case.state not in (cases.CaseState.REPORTED, cases.CaseState.IN_SERVICE):
        return  # it works again meanwhile
    actions.leave(case, at=entry.at)
