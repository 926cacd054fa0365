"""Which form a file has is told by its name's and its lines' beginning."""

from pathlib import Path

from sanbao.planning.files import solomon, strsp, trsp
from sanbao.planning.files.reading import BadFile, Instance, lines_of


def read(path: Path) -> Instance:
    """The instance in a file. Raises BadFile, which names the line where it can."""
    rows = lines_of(path)
    if any(row.startswith("CREW COUNT") for row in rows):
        return trsp.read(path)
    if path.name.startswith("tasks_"):
        return strsp.read(path)
    if any(row.split()[:1] == ["VEHICLE"] for row in rows):
        return solomon.read(path)
    raise BadFile("neither a Solomon, nor a TRSP, nor an STRSP file")
