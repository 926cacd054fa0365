"""What cannot be raised, and why: one line for each promise and reason, with whom it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.wording import said
from sanbao.apps.obligations.models import Hindrance, HindranceReason
from sanbao.apps.obligations.queries.words import promise
from sanbao.rules.facts import DateName
from sanbao.rules.sentence.words import word

SHOWN = 3
MOST = 500
READERS = (Role.MANAGER, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Trouble:
    """why: a sentence. labels: the first few it concerns. count: all of them."""

    what: str
    clause: str
    why: str
    labels: tuple[str, ...]
    count: int

    @property
    def further(self) -> int:
        return self.count - len(self.labels)


def hindrances_for(user: User) -> list[Trouble]:
    """What the manager has to put right, promise by promise; nothing for others."""
    if not user.has_role(*READERS):
        return []
    rows = Hindrance.objects.filter(provider_id=user.provider_id)
    ordered = rows.order_by("clause", "what", "reason", "missing", "id")[:MOST]
    return [
        trouble(group)
        for _key, group in groupby(
            ordered, lambda row: (row.clause, row.what, row.reason, row.missing)
        )
    ]


def trouble(group: Iterable[Hindrance]) -> Trouble:
    rows = list(group)
    first = rows[0]
    return Trouble(
        what=promise(first.what),
        clause=first.clause,
        why=why(first),
        labels=tuple(row.subject_label or row.subject_code for row in rows[:SHOWN]),
        count=len(rows),
    )


def why(row: Hindrance) -> str:
    if row.reason == HindranceReason.NO_ANCHOR:
        if row.missing in set(DateName):
            return _("cannot be raised: %(date)s is not known") % {
                "date": said(word(DateName(row.missing)))
            }
        return _("cannot be raised: the date that it counts from is missing")
    return _("nobody serves %(province)s: no station looks after it") % {"province": row.missing}
