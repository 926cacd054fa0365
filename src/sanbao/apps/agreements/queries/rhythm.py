"""The term behind something that is owed again and again."""

from sanbao.apps.agreements.models import Version
from sanbao.apps.agreements.queries.terms import terms
from sanbao.rules.terms import Rhythm


def rhythm(version: Version, *, clause: str, what: str) -> Rhythm | None:
    """The rhythm of `version` by which `what` is owed; None where the clause states none."""
    found = (
        term
        for term in terms(version).terms
        if isinstance(term, Rhythm) and (term.clause, term.what) == (clause, what)
    )
    return next(found, None)
