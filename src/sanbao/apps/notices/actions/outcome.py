"""What became of one attempt to send."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """status: the server's answer, 0 for none. is_final: trying again would not help."""

    is_sent: bool
    status: int = 0
    response: str = ""
    is_final: bool = False
