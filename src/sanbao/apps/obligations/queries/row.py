"""One obligation as a page shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sanbao.apps.obligations.models import OPEN_STATES, Obligation, ObligationState, Obligor
from sanbao.apps.obligations.queries.replay import logs_of, standing_by
from sanbao.apps.obligations.queries.time_left import Left, due_words, left
from sanbao.apps.obligations.queries.words import promise
from sanbao.rules.calendar import CHINA
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.obligation import MOVES
from sanbao.rules.replay import Line
from sanbao.rules.share import needed

# The columns that a row is made of, without its owner.
OF_ROW = (
    *("code", "what", "clause", "owed_by", "subject_kind", "subject_code", "state", "after"),
    *("roll", "starts_at", "opens_at", "due_at", "met_at", "base", "done", "least"),
    *("consequences", "version__number", "version__agreement__code", "version__agreement__title"),
)


@dataclass(frozen=True, slots=True)
class Owed:
    """What follows from a miss: what is owed then, by which clause."""

    promise: str
    clause: str


@dataclass(frozen=True, slots=True)
class Row:
    """due_at: where it stands now; in a pause where it would be if resumed now.

    opens: the day before which it cannot be done, "" once that has come. progress: of a share, how
    far it is. is_provisional: the year of its day has no notice of days off yet.
    """

    obligation: Obligation
    promise: str
    due_at: datetime | None
    due: str
    left: Left
    consequences: tuple[Owed, ...]
    clause: str
    owed_by: str
    opens: str = ""
    progress: str = ""
    is_provisional: bool = False

    @property
    def steps(self) -> frozenset[str]:
        """The steps that the state allows: which buttons a page shows."""
        return frozenset(MOVES.next.get(self.obligation.state, {}))


class Wording:
    """What all rows of a page say alike, looked up once."""

    def __init__(self) -> None:
        self.clause = _("clause %(number)s")
        owed_by = _("owed by: %(who)s")
        self.owed_by = {value: owed_by % {"who": words} for value, words in Obligor.choices}


def rows_of(obligations: Iterable[Obligation], *, zone: str, at: datetime) -> list[Row]:
    """One query more if any of them is paused, however many there are."""
    found = list(obligations)
    paused = [row for row in found if row.state == ObligationState.PAUSED]
    logs = logs_of(paused) if paused else {}
    words = Wording()
    return [row_of(row, logs.get(row.pk, ()), words, zone=zone, at=at) for row in found]


def row_of(
    obligation: Obligation, log: Sequence[Line], words: Wording, *, zone: str, at: datetime
) -> Row:
    """`log` is needed of a paused one alone."""
    due_at = obligation.due_at
    if obligation.state == ObligationState.PAUSED:
        due_at = standing_by(log, obligation, at=at).due_at
    return Row(
        obligation=obligation,
        promise=promise(obligation.what),
        due_at=due_at,
        due=due_words(due_at, zone),
        left=left(obligation, due_at, at=at),
        consequences=tuple(
            Owed(promise(owed["what"]), owed["clause"]) for owed in obligation.consequences
        ),
        clause=words.clause % {"number": obligation.clause},
        owed_by=words.owed_by[obligation.owed_by],
        opens=opens(obligation, zone=zone, at=at),
        progress=progress(obligation),
        is_provisional=obligation.roll and is_provisional(due_at),
    )


def opens(obligation: Obligation, *, zone: str, at: datetime) -> str:
    opens_at = obligation.opens_at
    if opens_at is None or opens_at <= at or obligation.state not in OPEN_STATES:
        return ""
    return date_format(opens_at.astimezone(ZoneInfo(zone)).date(), "Y-m-d")


def progress(obligation: Obligation) -> str:
    """“7 of 40, 10 needed”; "" for what is no share, or is not counted yet."""
    if obligation.least is None or obligation.base is None or obligation.done is None:
        return ""
    return _("%(done)s of %(base)s, %(needed)s needed") % {
        "done": obligation.done,
        "base": obligation.base,
        "needed": needed(obligation.least, obligation.base),
    }


def is_provisional(due_at: datetime | None) -> bool:
    """Whether its last day is one of a year whose notice is not out. Midnight ends the day."""
    if due_at is None:
        return False
    return CHINA.provisional((due_at.astimezone(CHINA_TIME) - timedelta(seconds=1)).date())
