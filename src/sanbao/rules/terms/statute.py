"""What an agreement takes over from the national rules."""

from typing import Literal

from sanbao.rules.terms.condition import ClauseId, Part


class Statute(Part):
    """Where the agreement says nothing itself, the national three-guarantees rules count.

    They do so between businesses too, by the goods' own rule, and by the general one for goods of
    no list. Towards a consumer they are the floor anyway, whatever an agreement says.
    """

    kind: Literal["statute"]
    clause: ClauseId
