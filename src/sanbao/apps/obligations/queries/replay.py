"""The log of an obligation as the rules read it."""

from datetime import datetime

from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.rules.obligation import Kind
from sanbao.rules.replay import Line, Standing, span_of, standing


def lines_of(obligation: Obligation) -> list[Line]:
    """The log in the order in which it was written; uses what has been prefetched."""
    return [line_of(row) for row in obligation.log.all()]


def line_of(row: LogLine) -> Line:
    return Line(Kind(row.kind), row.at, row.reason)


def standing_of(obligation: Obligation, *, at: datetime) -> Standing:
    """How it stands at `at`, from the log alone: what the cached columns must agree with."""
    log = lines_of(obligation)
    return standing(span_of(log, roll=obligation.roll), log, now=at)
