"""Reading what happened."""

from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from django.db.models import Q, QuerySet

from sanbao.apps.accounts.columns import joined, named
from sanbao.apps.accounts.prepared import planned_once, prepared
from sanbao.apps.journal.models import Entry as Entry


@prepared
def by_key(pk: int) -> QuerySet[Entry]:
    return Entry.objects.select_related("provider", "by").filter(pk=pk)


# What this very process has just written, for whoever does at once what follows from it.
AT_HAND: ContextVar[MutableMapping[int, Entry]] = ContextVar("AT_HAND", default={})  # noqa: B039


@contextmanager
def at_hand(written: MutableMapping[int, Entry]) -> Iterator[None]:
    """For the block, entries that are in `written` are not read again."""
    token = AT_HAND.set(written)
    try:
        yield
    finally:
        AT_HAND.reset(token)


def entry(pk: int) -> Entry:
    """The entry as a job reads it; the queue holds as many jobs as there are entries."""
    if (known := AT_HAND.get().get(pk)) is not None:
        return known
    if found := by_key(pk):
        return found[0]
    raise Entry.DoesNotExist


def happening(pk: int) -> str:
    """What an entry says, for whoever only looks up what follows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT happening FROM journal_entry WHERE id = %s", [pk])
        found = cursor.fetchone()
    if found is None:
        raise Entry.DoesNotExist
    return str(found[0])


def entries(pks: Iterable[int]) -> list[Entry]:
    """Many entries with what `entry` gives of one, in the order in which they were written."""
    wanted, known = sorted(pks), AT_HAND.get()
    unknown = [pk for pk in wanted if pk not in known]
    rows = Entry.objects.filter(pk__in=unknown).select_related("provider", "by")
    read = {row.pk: row for row in rows} if unknown else {}
    return [row for pk in wanted if (row := known.get(pk) or read.get(pk)) is not None]


def happenings(pks: Iterable[int]) -> dict[int, str]:
    """What each of many entries says, in one query."""
    with planned_once() as cursor:
        cursor.execute("SELECT id, happening FROM journal_entry WHERE id = ANY(%s)", [list(pks)])
        return dict(cursor.fetchall())


def about(*subjects: tuple[str, str]) -> Q:
    """Rows about any of the subjects (kind, code). A code names its kind by its prefix, so that
    no kind is crossed with the code of another.
    """
    kinds, codes = {kind for kind, _code in subjects}, [code for _kind, code in subjects]
    return Q(subject_kind__in=sorted(kinds), subject_code__in=codes)


def last_entries(provider_id: int, happening: str, codes: Iterable[str]) -> dict[str, Entry]:
    """For each of many subjects what was written when something last happened to it."""
    rows = Entry.objects.filter(
        provider_id=provider_id,
        subject_kind=happening.partition(".")[0],
        subject_code__in=list(codes),
        happening=happening,
    )
    return {entry.subject_code: entry for entry in rows.order_by("id")}


def history(provider_id: int, *subjects: tuple[str, str]) -> QuerySet[Entry]:
    """Everything that happened to the subjects (kind, code), oldest first."""
    rows = Entry.objects.filter(about(*subjects), provider_id=provider_id)
    return joined(rows, *named("by")).order_by("id")
