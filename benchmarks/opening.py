"""What it costs to open a case at the desk: the form of a call about a found unit, sent.

In turns: the product checks the form, decides the case, raises its promises, writes the journal
and queues what follows; then its rows are read and taken out again, and the floor writes the very
same ones, which it finds ready in memory.
"""

from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

# In the order in which they may be written; those that refer to others come after them.
TABLES = (
    "desk_case",
    "agreements_decision",
    "obligations_obligation",
    "obligations_logline",
    "journal_entry",
    "procrastinate_jobs",
)
SECRET = "s" * 32


def last_ids() -> dict[str, int]:
    """Of the rows that are no copies: new ones are numbered on from there."""
    from django.db import connection

    from benchmarks.load import STEP

    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT max(id) FROM {table} WHERE id < {STEP}")
            found[table] = (cursor.fetchone() or (None,))[0] or 0
    return found


def taken_out(since: dict[str, int]) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """By table the columns and rows written since, which are not there any more afterwards."""
    from django.db import connection, transaction

    from benchmarks.load import STEP, columns_of

    found = {}
    written = f"id > %s AND id < {STEP}"
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            columns = columns_of(table)
            names = ", ".join(f'"{name}"' for name in columns)
            cursor.execute(f"SELECT {names} FROM {table} WHERE {written}", [since[table]])
            found[table] = (columns, cursor.fetchall())
        for table in reversed(TABLES):
            if table == "procrastinate_jobs":
                cursor.execute("DELETE FROM procrastinate_events WHERE job_id > %s", [since[table]])
            cursor.execute(f"DELETE FROM {table} WHERE {written}", [since[table]])
    return found


def form_of(unit: Any) -> dict[str, Any]:
    """What the desk types while somebody reports a fault of the unit."""
    from django.utils import timezone

    from sanbao.apps.desk import queries

    at = timezone.now()
    components = queries.spoken_of(unit, at=at, lang="zh").components
    return {
        "csrfmiddlewaretoken": SECRET,
        "key": uuid4(),
        "kind": "fault_reported",
        "component": next(iter(components), "whole"),
        "cause": "unknown",
        "province": unit.site.province,
        "area": unit.site.area,
        "description": "开机后没有图像，重新上电仍然如此",
        "reporter_name": unit.site.contact_name or "值班员",
        "reporter_phone": unit.site.contact_phone or "13900000000",
        "reported_at": f"{at.astimezone(ZoneInfo(unit.provider.zone)):%Y-%m-%dT%H:%M}",
        "next": "keep",
    }


def opened(
    product: Any, least: Any, units: list[Any], cookies: dict[str, str]
) -> tuple[list[float], list[float]]:
    """The times of both, in turns, one case for each unit."""
    from django.test import RequestFactory
    from django.urls import reverse

    from benchmarks import floor
    from benchmarks.pages import timed

    factory = RequestFactory()

    def request(address: str, form: dict[str, Any]) -> Any:
        made = factory.post(address, form)
        made.COOKIES.update({**cookies, "csrftoken": SECRET})
        return made

    mine, theirs = [], []
    addresses = [reverse("desk:call", args=[unit.pk]) for unit in units]
    for unit, address in zip(units, addresses, strict=True):
        form, since = form_of(unit), last_ids()
        mine.append(timed(product, request(address, form)))
        floor.TO_WRITE.clear()
        floor.TO_WRITE.update(taken_out(since))
        theirs.append(timed(least, request(f"/open/{unit.pk}/", form)))
    return mine, theirs
