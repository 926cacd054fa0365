"""The log of an obligation as the rules read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.rules.obligation import Kind
from sanbao.rules.replay import Line, Standing, span_of, standing


def lines_of(obligation: Obligation) -> list[Line]:
    """The log in the order in which it was written."""
    fetched = getattr(obligation, "_prefetched_objects_cache", {}).get("log")
    return [line_of(row) for row in (log_of(obligation.pk) if fetched is None else fetched)]


@prepared
def log_of(pk: int) -> QuerySet[LogLine]:
    return LogLine.objects.filter(obligation_id=pk).order_by("id")


def logs_of(obligations: Iterable[Obligation]) -> Mapping[int, list[Line]]:
    """The logs of many obligations, in one query."""
    logs = defaultdict[int, list[Line]](list)
    rows = LogLine.objects.filter(obligation__in=obligations).order_by("id")
    for pk, kind, at, reason in rows.values_list("obligation_id", "kind", "at", "reason"):
        logs[pk].append(Line(Kind(kind), at, reason))
    return logs


def line_of(row: LogLine) -> Line:
    return Line(Kind(row.kind), row.at, row.reason)


def standing_of(obligation: Obligation, *, at: datetime) -> Standing:
    """How it stands at `at`, from the log alone: what the cached columns must agree with."""
    return standing_by(lines_of(obligation), obligation, at=at)


def standing_by(log: Sequence[Line], obligation: Obligation, *, at: datetime) -> Standing:
    return standing(span_of(log, roll=obligation.roll), log, now=at)
