"""Jobs of the loans; each may run twice."""

from procrastinate.contrib.django import app

from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import queries as journal
from sanbao.apps.parts import actions


@app.task(name="parts.ask_back")
def ask_back(entry_id: int) -> None:
    """The original works again, or the case is over: the spare unit is asked back."""
    entry = journal.entry(entry_id)
    case = cases.Case.objects.select_related("asset__product", "provider", "owner").get(
        provider_id=entry.provider_id, code=entry.subject_code
    )
    if case.state in (cases.CaseState.REPORTED, cases.CaseState.IN_SERVICE):
        return  # opened again meanwhile
    actions.ask_back(case, at=entry.at)


@app.task(name="parts.leave")
def leave(entry_id: int) -> None:
    """The fault is back: who has the spare unit keeps it until the original is repaired."""
    entry = journal.entry(entry_id)
    case = cases.Case.objects.get(provider_id=entry.provider_id, code=entry.subject_code)
    if case.state not in (cases.CaseState.REPORTED, cases.CaseState.IN_SERVICE):
        return  # it works again meanwhile
    actions.leave(case, at=entry.at)
