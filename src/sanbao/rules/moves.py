"""How a thing that lives may move: one table of states and steps, guards that give a reason.

A table is the drawing: `{state: {step: next state}}`. A guard looks at facts and says why a step
may not be taken now, or None when it may. No clock, no rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sanbao.rules.message import Message

F = TypeVar("F")


class Refused(Exception):
    """Somebody asked for what the rules do not allow. Says why, and by which clause if any.

    field: name of the input that is wrong, "" when it is the step itself.
    """

    def __init__(self, message: Message, *, clause: str = "", field: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.clause = clause
        self.field = field


@dataclass(frozen=True, slots=True)
class No:
    """Why not: the reason, and the clause that says so ("" where no clause does)."""

    reason: Message
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Moves(Generic[F]):
    """A table of moves with its guards.

    next: for each state the steps possible in it and the state each leads to.
    guards: for a step, what must hold first, asked in order; the first No answers.
    state_words: the state as a person reads it, for the refusal.
    """

    next: Mapping[str, Mapping[str, str]]
    guards: Mapping[str, tuple[Callable[[F], No | None], ...]]
    state_words: Mapping[str, Message]

    def blocked(self, state: str, step: str, facts: F) -> No | None:
        """Why `step` may not be taken in `state` with `facts`, or None when it may."""
        if step not in self.next.get(state, {}):
            return No(
                Message("not possible in the state “%(state)s”", {"state": self.state_words[state]})
            )
        for guard in self.guards.get(step, ()):
            if (no := guard(facts)) is not None:
                return no
        return None

    def advance(self, state: str, step: str, facts: F) -> str:
        """The state after `step`. Raises Refused with the reason when it may not be taken."""
        if no := self.blocked(state, step, facts):
            raise Refused(no.reason, clause=no.clause)
        return self.next[state][step]

    def possible(self, state: str, facts: F) -> frozenset[str]:
        """The steps that may be taken now: what a page offers as buttons."""
        steps = self.next.get(state, {})
        return frozenset(step for step in steps if self.blocked(state, step, facts) is None)

    def reasons(self, step: str, facts: F) -> tuple[No, ...]:
        """Everything that stands in the way of `step`, not only the first: what is still to do."""
        found = (guard(facts) for guard in self.guards.get(step, ()))
        return tuple(no for no in found if no is not None)
