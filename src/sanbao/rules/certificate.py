"""What a person is certified to do on a day, and what is lacking for a work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import No


class Standing(StrEnum):
    COMING = "coming"
    VALID = "valid"
    ENDING = "ending"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate. until: its last day. revoked_on: the first day on which it is void."""

    number: str
    since: date
    until: date
    revoked_on: date | None = None

    def is_valid(self, on: date) -> bool:
        """Its last day counts; the day on which it is revoked does not (P3-4.8)."""
        return self.since <= on <= self.until and not (self.revoked_on and self.revoked_on <= on)


@dataclass(frozen=True, slots=True)
class Need:
    """A qualification that a work asks for, and the clause that says so ("" for our own rule)."""

    qualification: str
    name: str | Message
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """What stands in the way: the certificate that is missing, or the one that does not count."""

    need: Need
    on: date
    last: Held | None = None

    def no(self) -> No:
        """The refusal: which certificate, since when it does not count, by which clause."""
        name, held = self.need.name, self.last
        if held is None:
            words = Message("the certificate “%(name)s” is missing", {"name": name})
            return No(words, self.need.clause)
        params: dict[str, object] = {"name": name, "number": held.number}
        if held.revoked_on is not None and held.revoked_on <= self.on:
            params["day"] = f"{held.revoked_on}"
            words = Message("the certificate “%(name)s” %(number)s was revoked on %(day)s", params)
        elif held.until < self.on:
            params["day"] = f"{held.until}"
            words = Message("the certificate “%(name)s” %(number)s expired on %(day)s", params)
        else:
            params["day"] = f"{held.since}"
            words = Message(
                "the certificate “%(name)s” %(number)s is not valid until %(day)s", params
            )
        return No(words, self.need.clause)


def standing(held: Held, *, on: date, warn_days: int) -> Standing:
    """How a certificate stands on a day; it is `ending` in its last `warn_days` days."""
    if held.revoked_on is not None and held.revoked_on <= on:
        return Standing.REVOKED
    if held.until < on:
        return Standing.EXPIRED
    if held.since > on:
        return Standing.COMING
    return Standing.ENDING if (held.until - on).days <= warn_days else Standing.VALID


def best(held: Sequence[Held], *, on: date) -> Held | None:
    """Of those valid on the day the one that lasts longest."""
    return max((one for one in held if one.is_valid(on)), key=lambda one: one.until, default=None)


def lack(needs: Sequence[Need], held: Mapping[str, Sequence[Held]], *, on: date) -> Lack | None:
    """The first need that nothing held meets on the day, with the certificate that came nearest."""
    for need in needs:
        mine = held.get(need.qualification, ())
        if best(mine, on=on) is None:
            nearest = max(mine, key=lambda one: (one.since <= on, one.until), default=None)
            return Lack(need, on, nearest)
    return None


def warning(days_left: int, *, ahead: Sequence[int], told: int | None) -> int | None:
    """Which reminder is due: the smallest number of days of `ahead` that is reached, or None.

    told: the last one that was told; each is told once, and only ever a nearer one.
    """
    reached = [days for days in ahead if days_left <= days]
    due = min(reached, default=None)
    return None if due is None or (told is not None and told <= due) else due
