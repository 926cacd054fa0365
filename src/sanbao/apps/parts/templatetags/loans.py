"""The spare units of a case on its page."""

from typing import Any

from django import template

from sanbao.apps.accounts.access import User
from sanbao.apps.desk.queries import Case, CaseState
from sanbao.apps.parts import queries

register = template.Library()
ASKERS = ("customer", "desk", "manager")


@register.inclusion_tag("parts/_of_case.html", takes_context=True)
def loans_of(context: Any, case: Case, user: User, *, is_read: bool = False) -> dict[str, Any]:
    """`{% loans_of case user %}`: what is lent for a case, and the button to ask for it.

    is_read: the page has read `owed` and the last `decision` of the case.
    """
    loans = queries.loans_of(case.pk)
    is_open = case.state in (CaseState.REPORTED, CaseState.IN_SERVICE)
    is_lent = any(loan.state in queries.OPEN for loan in loans)
    may_ask = is_open and not is_lent and user.has_role(*ASKERS)
    claim = None
    if may_ask and is_read:
        claim = queries.claim_from(context["owed"], context.get("decision"))
    elif may_ask:
        claim = queries.claim_of(case)
    return {
        "case": case,
        "loans": loans,
        "claim": claim,
        "csrf_token": context.get("csrf_token"),
        "may_open": user.has_role(*queries.READERS),
    }
