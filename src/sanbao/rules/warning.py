"""When to warn of a promise before it falls due, and whom to tell, one after another, after a miss.

Both are derived from the log and the provider's policy alone, like the due time itself: what has
been said stands in the log as `warned` and `escalated` lines, so a sweep that was left out is made
good by the next one, and one that runs twice finds nothing left to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sanbao.rules.deadline import Pause, share_at
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.obligation import Kind
from sanbao.rules.replay import Allowed, Line, Standing
from sanbao.rules.span import Span

# Whom a step of the line may name: the one who looks after it, the people of the station or of
# the dealer that it concerns, or all who hold a role.
TOLD: Mapping[str, Message] = {
    "owner": Message("whoever looks after it"),
    "station": Message("the people of its station"),
    "dealer": Message("the people of its dealer"),
    "desk": Message("the service desk"),
    "dispatcher": Message("the dispatchers"),
    "manager": Message("the service managers"),
    "quality": Message("the quality engineers"),
    "marketing": Message("the marketing managers"),
    "finance": Message("finance"),
    "sales": Message("sales"),
    "administrator": Message("the administrators"),
}
LONGEST_LINE = 8
MOST_SHARES = 5
LATEST_HOURS = 24 * 365


@dataclass(frozen=True, slots=True)
class Rung:
    """One step up the line: so many hours after the miss, `to` is told (a key of TOLD)."""

    hours: int
    to: str


@dataclass(frozen=True, slots=True)
class Policy:
    """shares: per cent of the time allowed at which to warn, rising. line: who hears of a miss."""

    shares: tuple[int, ...]
    line: tuple[Rung, ...]


# By kind of obligation, where a provider has said nothing: hours for what a customer waits for,
# days for what comes round with the calendar; what is owed all the time cannot be warned of.
DEFAULTS: Mapping[str, Policy] = {
    "promise": Policy((50, 80), (Rung(0, "owner"), Rung(2, "dispatcher"), Rung(8, "manager"))),
    "one_off": Policy((50, 80), (Rung(0, "owner"), Rung(24, "manager"))),
    "rhythm": Policy((50, 80), (Rung(0, "owner"), Rung(24, "manager"))),
    "share": Policy((80,), (Rung(0, "owner"), Rung(24, "manager"))),
    "upkeep": Policy((), (Rung(0, "owner"), Rung(24, "manager"))),
    "consequence": Policy((50, 80), (Rung(0, "owner"), Rung(24, "manager"))),
}


def default(kind: str) -> Policy:
    """The policy of a kind of obligation for a provider that has stated none."""
    return DEFAULTS.get(kind, DEFAULTS["promise"])


def checked(shares: Sequence[int], line: Sequence[Rung]) -> Policy:
    """The policy as it is kept: both in rising order. Raises Refused that names the field."""
    check_shares(shares)
    check_line(line)
    return Policy(tuple(sorted(shares)), tuple(sorted(line, key=lambda rung: rung.hours)))


def check_shares(shares: Sequence[int]) -> None:
    if len(shares) > MOST_SHARES:
        refuse("shares", Message("warn %(n)s times at most", {"n": MOST_SHARES}))
    if any(not 1 <= share <= 99 for share in shares):
        refuse("shares", Message("a share of the time lies between 1 and 99 per cent"))
    if len(set(shares)) < len(shares):
        refuse("shares", Message("each share is named once"))


def check_line(line: Sequence[Rung]) -> None:
    if len(line) > LONGEST_LINE:
        refuse("line", Message("the line has %(n)s steps at most", {"n": LONGEST_LINE}))
    for rung in line:
        if rung.to not in TOLD:
            refuse("line", Message("“%(to)s” cannot be told of a miss", {"to": rung.to}))
        if not 0 <= rung.hours <= LATEST_HOURS:
            refuse("line", Message("a step comes 0 to %(n)s hours after", {"n": LATEST_HOURS}))
    if len(set(line)) < len(line):
        refuse("line", Message("each step is named once"))


def refuse(field: str, message: Message) -> None:
    raise Refused(message, field=field)


def warned(log: Sequence[Line]) -> int:
    """The largest share warned of since the due time was last set anew; 0 for none.

    A later start or a changed span gives a new time, of which people are warned anew. A pause
    moves the due time but not the share of the time that is used up.
    """
    largest = 0
    for line in log:
        if line.kind in (Kind.STARTED, Kind.CHANGED):
            largest = 0
        elif line.kind is Kind.WARNED and line.reason.isdecimal():
            largest = max(largest, int(line.reason))
    return largest


def mark(standing: Standing, span: Allowed | None, share: int) -> datetime | None:
    """The instant at which `share` per cent of the time allowed is used up; None without an end.

    What counts by the clock is counted as the due time is, pauses and closed hours left out. What
    counts in days is measured back from the due time, as a share of the time between start and
    due that is not paused.
    """
    start, due = standing.starts_at, standing.due_at
    if start is None or due is None:
        return None
    pauses = [pause for pause in standing.pauses if pause.end is not None]
    if isinstance(span, Span) and span.by_the_clock:
        return share_at(span, start, pauses, share=share)
    allowed = max(due - start - paused(pauses, start, due), timedelta())
    return max(start, due - allowed * (100 - share) / 100)


def paused(pauses: Sequence[Pause], start: datetime, due: datetime) -> timedelta:
    """How long the clock stood still between start and due; overlapping pauses count once."""
    total, seen = timedelta(), start
    for pause in sorted(pauses, key=lambda pause: pause.start):
        begin, end = max(pause.start, seen), min(pause.end or due, due)
        if end > begin:
            total += end - begin
            seen = end
    return total


def next_warning(
    policy: Policy, standing: Standing, span: Allowed | None, log: Sequence[Line]
) -> datetime | None:
    """When to warn next, which may be over already; None when nothing is left to warn of."""
    done = warned(log)
    return next((mark(standing, span, share) for share in policy.shares if share > done), None)


def reached(
    policy: Policy, standing: Standing, span: Allowed | None, log: Sequence[Line], *, now: datetime
) -> int:
    """The share to warn of at `now`; 0 for none. Of several gone by only the largest is told."""
    done = warned(log)
    marks = {share: mark(standing, span, share) for share in policy.shares if share > done}
    return max((share for share, at in marks.items() if at is not None and at <= now), default=0)


def climbed(log: Sequence[Line]) -> int:
    """How many steps of the line have been told."""
    return sum(1 for line in log if line.kind is Kind.ESCALATED)


def next_rung(policy: Policy, level: int, missed_at: datetime) -> tuple[datetime, Rung] | None:
    """The step of the line after `level` steps, and when; None at the end of the line.

    missed_at: the due time, from which the hours of each step are counted around the clock.
    """
    if level >= len(policy.line):
        return None
    rung = policy.line[level]
    return missed_at + timedelta(hours=rung.hours), rung
