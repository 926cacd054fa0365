"""How much time is left, in words and in a colour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanbao.apps.accounts.wording import due_said
from sanbao.apps.obligations.models import Obligation, ObligationState
from sanbao.apps.obligations.queries.words import promise

# Below this share of the time allowed, or this much time, a promise is shown as pressing.
PRESSING_SHARE = 0.25
PRESSING_TIME = timedelta(minutes=30)
# From here on minutes say nothing any more.
IN_DAYS_FROM = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Left:
    """words: what a person reads. tone: green, orange, red, blue or secondary."""

    words: str
    tone: str


def left(obligation: Obligation, due_at: datetime | None, *, at: datetime) -> Left:
    """The time left until `due_at` (of the row or, in a pause, as if resumed `at`)."""
    state = obligation.state
    if state in (ObligationState.EXCUSED, ObligationState.CANCELLED):
        return Left(obligation.get_state_display(), "secondary")
    if state == ObligationState.MET:
        return Left(_("kept in time"), "green")
    if state == ObligationState.WAITING:
        return Left(_("starts with: %(event)s") % {"event": promise(obligation.after)}, "secondary")
    if due_at is None:
        return Left(_("no time limit"), "secondary")
    return missed(obligation, due_at, at=at) or running(obligation, due_at, at=at)


def missed(obligation: Obligation, due_at: datetime, *, at: datetime) -> Left | None:
    if obligation.met_at is not None and obligation.met_at > due_at:
        late = length(obligation.met_at - due_at)
        return Left(_("kept %(time)s late") % {"time": late}, "red")
    if obligation.state == ObligationState.MISSED or at > due_at:
        return Left(_("%(time)s overdue") % {"time": length(at - due_at)}, "red")
    return None


def running(obligation: Obligation, due_at: datetime, *, at: datetime) -> Left:
    remaining = due_at - at
    words = _("%(time)s left") % {"time": length(remaining)}
    if obligation.state == ObligationState.PAUSED:
        return Left(_("paused, %(left)s once resumed") % {"left": words}, "blue")
    allowed = due_at - (obligation.starts_at or due_at)
    pressing = remaining < max(allowed * PRESSING_SHARE, PRESSING_TIME)
    return Left(words, "orange" if pressing else "green")


def length(time: timedelta) -> str:
    """A length of time in the two largest units that matter."""
    minutes = max(0, int(time.total_seconds() // 60))
    if time >= IN_DAYS_FROM:
        days, rest = divmod(minutes, 24 * 60)
        text = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
        hours = rest // 60
        return text + (" " + _("%(n)d h") % {"n": hours} if hours else "")
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return _("%(n)d min") % {"n": minutes}
    text = _("%(n)d h") % {"n": hours}
    return text + (" " + _("%(n)d min") % {"n": minutes} if minutes else "")


def due_words(due_at: datetime | None, zone: str) -> str:
    """A due time as the trade says it, in the zone of a company."""
    return "" if due_at is None else due_said(due_at.astimezone(ZoneInfo(zone)))
