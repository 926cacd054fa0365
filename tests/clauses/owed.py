"""What the page of a case says is owed: promise, clause, due time and how it stands."""

from datetime import datetime

from .present import CHINA
from .walk import Walk

CALL = datetime(2026, 9, 7, 10, 0, tzinfo=CHINA)  # a Monday, when the cases of these tests come in


def owed(walk: Walk) -> str:
    """The promises of the case, as the desk reads them beside it."""
    return walk.page().split(" 承诺事项 ", 1)[1].split(" 现场服务 ", 1)[0]


def decided(walk: Walk) -> str:
    """The deadlines of the decision that holds, or "" where it has none."""
    said = walk.page().split(" 协议怎么说 ", 1)[1].split(" 依据的 ", 1)[0]
    return said.split(" 时限 ", 1)[1] if " 时限 " in said else ""
