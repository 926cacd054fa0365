"""The life of an agreement as its journal tells it, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements.models import Agreement, Side
from sanbao.apps.journal import queries as journal

WORDS = {
    "agreement.created": gettext_noop("drawn up"),
    "agreement.described": gettext_noop("parties and roles written down"),
    "agreement.submitted": gettext_noop("handed in for review"),
    "agreement.sent_back": gettext_noop("sent back"),
    "agreement.contradictions_acknowledged": gettext_noop("contradictions taken note of"),
    "agreement.signed": gettext_noop("signed"),
    "agreement.sealed": gettext_noop("sealed"),
    "agreement.copies_held": gettext_noop("copies handed out"),
    "agreement.put_in_force": gettext_noop("put in force"),
    "agreement.revised": gettext_noop("another version drawn up"),
    "agreement.suspended": gettext_noop("suspended"),
    "agreement.resumed": gettext_noop("resumed"),
    "agreement.expiring": gettext_noop("about to expire"),
    "agreement.expired": gettext_noop("expired"),
    "agreement.terminated": gettext_noop("terminated"),
    "agreement.superseded": gettext_noop("superseded"),
    "agreement.renewed": gettext_noop("renewed"),
    "agreement.ended": gettext_noop("over; what ran from it has ended"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    by: User | None
    words: str
    said: str
    version: int | None


def life_of(agreement: Agreement) -> list[Moment]:
    """What happened to it, the latest first; what only fills blanks is left out."""
    entries = journal.history(agreement.provider_id, ("agreement", agreement.code))
    return [
        Moment(
            at=entry.at,
            by=entry.by,
            words=_(WORDS[entry.happening]),
            said=", ".join(particulars(entry.details)),
            version=entry.details.get("version"),
        )
        for entry in reversed(entries)
        if entry.happening in WORDS
    ]


def particulars(details: dict[str, object]) -> Iterator[str]:
    if side := details.get("side"):
        yield str(Side(str(side)).label)
    for name in ("name", "changes", "reason", "renewal", "renews", "copied_from", "from_template"):
        if told := details.get(name):
            yield str(told)
    if (holders := details.get("holders")) and isinstance(holders, list):
        yield ", ".join(map(str, holders))
    if (clauses := details.get("clauses")) and isinstance(clauses, list):
        yield ", ".join(map(str, clauses))
    if on := details.get("on"):
        yield _("last day %(day)s") % {"day": on}
    if starts_on := details.get("starts_on"):
        yield _("from %(day)s") % {"day": starts_on}
