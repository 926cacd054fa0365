"""A sentence for a person, kept apart from its language until somebody reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# `Message("...", {...})`: the first argument is always a literal, so that extraction finds it.


@dataclass(frozen=True, slots=True)
class Message:
    """A msgid in English with its parameters.

    msgid: `%(name)s` style; a literal per cent sign is doubled.
    params: what fills it in. A parameter may be a Message itself.

    `str(message)` is the English sentence; a shell translates `msgid` through gettext and
    calls `fill` on the translation.
    """

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)

    def fill(self, translated: str) -> str:
        """The translated msgid with the parameters in place."""
        return translated % self.params

    def __str__(self) -> str:
        return self.fill(self.msgid)
