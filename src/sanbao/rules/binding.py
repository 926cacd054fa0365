"""What keeps an agreement from binding: the facts that its steps ask for, and their guards.

A guard names the clause where one of the agreement asks for it; the law stands where none does: a
contract comes about by both signatures (Civil Code art. 490), seals only where a clause wants them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sanbao.rules.identity import id_card_problem
from sanbao.rules.message import Message
from sanbao.rules.moves import No


class Side(StrEnum):
    PROVIDER = "provider"
    COUNTERPARTY = "counterparty"


class Seal(StrEnum):
    """none: a private person has no seal, and is known by an ID card instead."""

    APPLIED = "applied"
    MISSING = "missing"
    NONE = "none"


class Asked(StrEnum):
    """What a clause may ask for before the agreement binds."""

    COPIES = "copies"
    SEAL = "seal"
    ID_CARD = "id_card"
    ROLES = "roles"
    MAIN = "main"
    COURT = "court"
    LIABLE = "liable"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class Formalities:
    """clauses: by what they ask for. copies: how many, 0 where no clause says."""

    clauses: Mapping[Asked, str] = field(default_factory=dict)
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Signed:
    """One side's signature. id_card: tidy, "" when it was not given. proved: drawn or scanned."""

    side: Side
    name: str
    seal: Seal = Seal.APPLIED
    id_card: str = ""
    proved: bool = True


@dataclass(frozen=True, slots=True)
class Main:
    """The main agreement. holds_from: its first day in force, None while it is not in force."""

    name: str
    holds_from: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask.

    open_blanks, open_roles: labels of the blanks with nothing in them, of the roles not named.
    contradictions: of its terms, as "3.1 / 5.2", that nobody has acknowledged.
    starts_on, ends_on: first and last day of the version; ends_on None for no end. valid_until:
    the last day by the clause that says how long, None where none does.
    follows_from: first day of the version that this one follows, None for the first version.
    signatures: those that stand. signature: the one being given.
    signer: the person named as who signs for us, "" when anybody may; is_signer: it is that one.
    holders: copies that have a holder. ended_on: last day of an agreement that is ended.
    """

    open_blanks: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    valid_until: date | None = None
    follows_from: date | None = None
    signatures: tuple[Signed, ...] = ()
    signature: Signed | None = None
    signer: str = ""
    is_signer: bool = True
    formalities: Formalities = field(default_factory=Formalities)
    holders: int = 0
    open_roles: tuple[str, ...] = ()
    seat: str = ""
    liable: int = 0
    main: Main | None = None
    ended_on: date | None = None
    reason: str = ""

    def clause(self, asked: Asked) -> str:
        """The clause that asks for it, "" where none does."""
        return self.formalities.clauses.get(asked, "")


def blanks_open(facts: Facts) -> No | None:
    """An agreement with open blanks promises nothing definite."""
    if not facts.open_blanks:
        return None
    labels = ", ".join(facts.open_blanks)
    return No(Message("these blanks are still open: %(blanks)s", {"blanks": labels}))


def contradictory(facts: Facts) -> No | None:
    """A contradiction is shown and taken note of, never chosen about in silence."""
    if not facts.contradictions:
        return None
    clauses = ", ".join(facts.contradictions)
    return No(
        Message("clauses contradict each other, and nobody has taken note: %(c)s", {"c": clauses})
    )


def signed_before(facts: Facts) -> No | None:
    given = facts.signature
    if given is None or given.side not in {one.side for one in facts.signatures}:
        return None
    return No(Message("this side has signed already"))


def nameless(facts: Facts) -> No | None:
    given = facts.signature
    return (
        None if given and given.name.strip() else No(Message("the name of the signer is missing"))
    )


def not_the_signer(facts: Facts) -> No | None:
    """Where a clause divides the roles, only who was named signs for us (P5-4)."""
    given = facts.signature
    if given is None or given.side is not Side.PROVIDER or not facts.signer or facts.is_signer:
        return None
    return No(Message("%(name)s signs for us", {"name": facts.signer}), facts.clause(Asked.ROLES))


def unidentified(facts: Facts) -> No | None:
    """The dealer gives the number of an ID card (P2-14); so does who has no seal."""
    given = facts.signature
    if given is None:
        return None
    clause = facts.clause(Asked.ID_CARD)
    asked = given.side is Side.COUNTERPARTY and (bool(clause) or given.seal is Seal.NONE)
    if asked and not given.id_card:
        return No(Message("the signer's ID-card number is missing"), clause)
    problem = id_card_problem(given.id_card) if given.id_card else None
    return No(problem, clause) if problem else None


def unproved(facts: Facts) -> No | None:
    given = facts.signature
    if given is None or given.proved:
        return None
    return No(Message("a drawn signature or a scan of the signed page is needed"))


def unsigned(facts: Facts) -> No | None:
    """In force from the signature of both (P2-12)."""
    if {one.side for one in facts.signatures} == set(Side):
        return None
    return No(Message("both sides have to sign"), facts.clause(Asked.SEAL))


def unsealed(facts: Facts) -> No | None:
    """Where a clause wants seals, each side has one on the paper, but for a private person."""
    clause = facts.clause(Asked.SEAL)
    if not clause:
        return None
    missing = {one.side for one in facts.signatures if one.seal is Seal.MISSING}
    if Side.PROVIDER in missing:
        return No(Message("our seal is missing"), clause)
    return No(Message("the other party's seal is missing"), clause) if missing else None


def undated(facts: Facts) -> No | None:
    return None if facts.starts_on else No(Message("the first day is missing"))


def ends_too_soon(facts: Facts) -> No | None:
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        return No(Message("the last day lies before the first day"))
    return None


def starts_too_soon(facts: Facts) -> No | None:
    """A version overrides the one before from its first day on, so it cannot lie before it."""
    if facts.starts_on and facts.follows_from and facts.starts_on < facts.follows_from:
        return No(
            Message(
                "the version before is in force from %(day)s only",
                {"day": facts.follows_from.isoformat()},
            )
        )
    return None


def other_term(facts: Facts) -> No | None:
    """Valid for so many years from signing (P2-13): the last day follows from the first."""
    if facts.valid_until is None or facts.ends_on == facts.valid_until:
        return None
    day = facts.valid_until.isoformat()
    return No(
        Message("by its own term it ends on %(day)s", {"day": day}), facts.clause(Asked.VALID)
    )


def copies_open(facts: Facts) -> No | None:
    """So many copies, each with a holder (P2-12, P5-5)."""
    if not facts.formalities.copies or facts.holders == facts.formalities.copies:
        return None
    figures = {"asked": facts.formalities.copies, "held": facts.holders}
    return No(
        Message("%(asked)s copies are made, and %(held)s of them have a holder", figures),
        facts.clause(Asked.COPIES),
    )


def roles_open(facts: Facts) -> No | None:
    """Who signs, who executes, who supervises (P5-4)."""
    if not facts.open_roles:
        return None
    labels = ", ".join(facts.open_roles)
    return No(Message("not named yet: %(roles)s", {"roles": labels}), facts.clause(Asked.ROLES))


def seatless(facts: Facts) -> No | None:
    """The court is the one at the provider's seat, so the seat is on record (P2-10.4)."""
    clause = facts.clause(Asked.COURT)
    if not clause or facts.seat.strip():
        return None
    return No(Message("our seat is missing: it names the court"), clause)


def nobody_liable(facts: Facts) -> No | None:
    clause = facts.clause(Asked.LIABLE)
    if not clause or facts.liable:
        return None
    return No(Message("no jointly liable person is on record"), clause)


def without_main(facts: Facts) -> No | None:
    """In force together with the main agreement, never before it (P5-5)."""
    clause = facts.clause(Asked.MAIN)
    if facts.main is None:
        missing = Message("the main agreement that it goes with is not named")
        return No(missing, clause) if clause else None
    name = {"name": facts.main.name}
    if facts.main.holds_from is None:
        return No(Message("the main agreement “%(name)s” is not in force", name), clause)
    if facts.starts_on and facts.starts_on < facts.main.holds_from:
        day = facts.main.holds_from.isoformat()
        late = Message(
            "the main agreement “%(name)s” is in force from %(day)s only", {**name, "day": day}
        )
        return No(late, clause)
    return None


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


def end_undated(facts: Facts) -> No | None:
    return None if facts.ended_on else No(Message("the last day is missing"))


def ends_before_start(facts: Facts) -> No | None:
    if facts.ended_on and facts.follows_from and facts.ended_on < facts.follows_from:
        return No(Message("the last day lies before the first day"))
    return None
