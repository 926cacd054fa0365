"""What an agreement asks for before it binds, gathered from its terms."""

from datetime import date

from sanbao.rules.agreement import Agreement
from sanbao.rules.binding import Asked, Formalities
from sanbao.rules.span import last_day
from sanbao.rules.terms import Extension, Formality, Party
from sanbao.rules.terms.formality import Role


def formalities(agreement: Agreement) -> Formalities:
    """The clauses that ask for something, each by what it asks for; the first of each counts."""
    clauses: dict[Asked, str] = {}
    copies = 0
    for term in formal_terms(agreement):
        for asked in asked_by(term):
            clauses.setdefault(asked, term.clause)
        copies = copies or term.copies or 0
    return Formalities(clauses, copies)


def formal_terms(agreement: Agreement) -> list[Formality]:
    return [term for term in agreement.terms if isinstance(term, Formality)]


def asked_by(term: Formality) -> list[Asked]:
    """What one term asks for. An ID card is asked of a dealer, whoever signs for it."""
    found = {
        Asked.COPIES: bool(term.copies),
        Asked.SEAL: term.sealed,
        Asked.ID_CARD: Party.DEALER in term.identified,
        Asked.ROLES: bool(term.roles),
        Asked.MAIN: term.with_main,
        Asked.COURT: term.court is not None,
        Asked.LIABLE: term.liable,
        Asked.VALID: term.valid is not None,
    }
    return [asked for asked, is_so in found.items() if is_so]


def roles_asked(agreement: Agreement) -> tuple[Role, ...]:
    """The roles to be named on our side, in the order of the paper."""
    roles = [role for term in formal_terms(agreement) for role in term.roles]
    return tuple(dict.fromkeys(roles))


def valid_until(agreement: Agreement, starts_on: date) -> date | None:
    """The last day of what is valid for so long from `starts_on`; None where no clause says so.

    The day of signing is not counted (Civil Code art. 201): a year from 2026-03-01 ends on
    2027-03-01, that day included.
    """
    for term in formal_terms(agreement):
        if term.valid is not None:
            return last_day(starts_on, term.valid)
    return None


def extension_clause(agreement: Agreement) -> str:
    """The clause by which cover may be made longer for a place, "" where there is none."""
    return next((term.clause for term in agreement.terms if isinstance(term, Extension)), "")
