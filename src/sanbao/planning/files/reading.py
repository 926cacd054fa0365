"""An instance file as a problem, whatever its form: Solomon, TRSP or STRSP."""

from dataclasses import dataclass
from pathlib import Path

from sanbao.planning.problem import Problem


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem of the literature. scale: how many of our units are one of the file's."""

    name: str
    form: str
    problem: Problem
    scale: int


class BadFile(ValueError):
    """What is wrong with the file, and in which line (from 1)."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why if line is None else f"line {line}: {why}")
        self.why, self.line = why, line


def lines_of(path: Path) -> list[str]:
    """Raises BadFile when the file cannot be read as text."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(str(error)) from None


def numbers(line: str, count: int, at: int) -> list[float]:
    """The first `count` numbers of a line. Raises BadFile."""
    words = line.split()
    try:
        found = [float(word) for word in words[:count]]
    except ValueError:
        raise BadFile(f"not a number in {line.strip()!r}", at) from None
    if len(found) < count:
        raise BadFile(f"{count} numbers expected in {line.strip()!r}", at)
    return found
