"""Saying what happened: one row, and one job for what follows, in the caller's transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.accounts.prepared import planned_once
from sanbao.apps.accounts.stored import add
from sanbao.apps.journal.models import Entry as Entry
from sanbao.apps.journal.models import Replay as Replay

# The channel of PostgreSQL on which open pages hear of changes.
LIVE = "sanbao_live"
REACT = "sanbao.react"
# The same for many entries of a kind, in one job.
REACT_TO_ALL = "sanbao.react_to_all"
NULL, REPLACED = r"\u0000", r"\ufffd"
# So many entries at most in one job: its arguments are a row of the queue.
TOGETHER = 1000


def record(
    happening: str,
    code: str,
    *,
    provider: Provider | int,
    at: datetime,
    by: User | None,
    was: str = "",
    now: str = "",
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Write down `happening` (`noun.verbed`) to the subject `code` and queue what follows."""
    entry = Entry(
        provider_id=provider if isinstance(provider, int) else provider.pk,
        happening=happening,
        subject_kind=happening.partition(".")[0],
        subject_code=code,
        at=at,
        by=by,
        was=was,
        now=now,
        details=dict(details or {}),
    )
    add(entry)
    if isinstance(provider, Provider):
        entry.provider = provider  # whoever reads it next need not ask for it
    app.configure_task(REACT).defer(entry_id=entry.pk)
    return entry


@dataclass(frozen=True, slots=True)
class Told:
    """One of many happenings of a kind: about which subject, and what `record` would be told."""

    code: str
    was: str = ""
    now: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def record_all(
    happening: str,
    told: Sequence[Told],
    *,
    provider: Provider | int,
    at: datetime,
    by: User | None,
) -> list[Entry]:
    """`record` for many subjects at once: one statement for the entries, and one job for what
    follows from TOGETHER of them.
    """
    if not told:
        return []
    entries = Entry.objects.bulk_create(
        Entry(
            provider_id=provider if isinstance(provider, int) else provider.pk,
            happening=happening,
            subject_kind=happening.partition(".")[0],
            subject_code=one.code,
            at=at,
            by=by,
            was=one.was,
            now=one.now,
            details=dict(one.details),
        )
        for one in told
    )
    pks = [entry.pk for entry in entries]
    jobs: list[dict[str, Any]] = [
        {"entry_ids": pks[place : place + TOGETHER]} for place in range(0, len(pks), TOGETHER)
    ]
    app.configure_task(REACT_TO_ALL).batch_defer(*jobs)
    return entries


def announce(topic: str, event: str, about: str = "") -> None:
    """Tell the open pages that watch `topic`, once the caller's transaction has committed.

    A page that hears of it asks anew for what it may see, so that nothing secret travels here.
    """
    told = json.dumps({"topic": topic, "event": event, "about": about})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [LIVE, told])


def next_code(prefix: str, *, provider: Provider | int, on: date) -> str:
    """The next code of its kind that day, like `GD261123-0007`, in one statement."""
    (code,) = next_codes(prefix, provider=provider, on=on, count=1)
    return code


def next_codes(prefix: str, *, provider: Provider | int, on: date, count: int) -> list[str]:
    """The next `count` codes, in one statement too. count: at least 1."""
    last = counted_on(prefix, provider=provider, on=on, count=count)
    return [f"{prefix}{on:%y%m%d}-{number:04d}" for number in range(last - count + 1, last + 1)]


def next_number(prefix: str, *, provider: Provider | int) -> int:
    """The next number of its kind, counted for ever and without a gap.

    Its row stays locked until the transaction ends: who rolls back gives the number back, and
    nobody has taken the one after it meanwhile.
    """
    return counted_on(prefix, provider=provider, on=date.min, count=1)


def counted_on(prefix: str, *, provider: Provider | int, on: date, count: int) -> int:
    """The last of `count` further numbers, in one statement."""
    provider_id = provider if isinstance(provider, int) else provider.pk
    with planned_once() as cursor:
        cursor.execute(
            """
            INSERT INTO journal_sequence (provider_id, prefix, "on", last) VALUES (%s, %s, %s, %s)
            ON CONFLICT (provider_id, prefix, "on")
            DO UPDATE SET last = journal_sequence.last + excluded.last
            RETURNING last
            """,
            [provider_id, prefix, on, count],
        )
        (last,) = cursor.fetchone() or (0,)
    return int(last)


def claim_key(user: User, *, key: str, path: str, digest: str, at: datetime) -> tuple[Replay, bool]:
    """Take an idempotency key inside the caller's transaction, or find the answer it has.

    The unique constraint makes a second request wait until the first has committed.
    """
    return Replay.objects.get_or_create(
        user=user, key=key, defaults={"path": path, "digest": digest, "created_at": at}
    )


def keep_answer(replay: Replay, *, status: int, body: Any) -> None:
    """A refusal may quote what was sent, and the database holds no null character."""
    replay.status, replay.body = status, json.loads(json.dumps(body).replace(NULL, REPLACED))
    replay.save(update_fields=["status", "body"])
