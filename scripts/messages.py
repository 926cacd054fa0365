"""The catalogues of translations, one for each app, the site and the rules.

    python -m scripts.messages extract [UNIT…]    bring catalogues up to date with the sources
    python -m scripts.messages compile            write the .mo files that Django reads
    python -m scripts.messages check              say what is missing, and fail if anything is

Babel does the work, so that no machine needs GNU gettext.
"""

import io
import os
import re
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCES = Path(__file__).resolve().parent.parent / "src/sanbao"
CATALOGUE = "locale/zh_Hans/LC_MESSAGES/django.po"
# `Message` is how the rules, which know no Django, mark a sentence for translation.
KEYWORDS: dict[str, object] = {
    "_": None,
    "__": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "Message": None,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}")
# A date that never changes keeps the catalogues' history free of noise.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)


def units() -> list[Path]:
    """The folders that hold a catalogue of their own."""
    apps = sorted(path.parent for path in (SOURCES / "apps").glob("*/__init__.py"))
    return [*apps, SOURCES / "site", SOURCES / "rules"]


def used(unit: Path) -> Catalog:
    """Every msgid in the Python files and templates of `unit`."""
    catalogue = Catalog(locale="zh_Hans")
    for path in sorted(unit.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            text = path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            blanked = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # What is no message is blanked out, but its indent would not be Python's.
            text = "\n".join(line.strip() for line in blanked.splitlines())
        else:
            continue
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(text.encode()), KEYWORDS
        ):
            catalogue.add(message, context=context)
    return catalogue


def written(unit: Path) -> Catalog:
    path = unit / CATALOGUE
    if not path.exists():
        return Catalog(locale="zh_Hans")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", abort_invalid=True)


def entries(catalogue: Catalog) -> Iterator[Entry]:
    return (entry for entry in catalogue if entry.id)


def is_translated(entry: Entry | None) -> bool:
    if entry is None or entry.fuzzy:
        return False
    strings = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
    return bool(strings) and all(strings)


def extract_all(names: Collection[str] = ()) -> None:
    """Add new msgids, drop those that no source names; a word known elsewhere comes filled in."""
    memory = {
        (entry.context, entry.id): entry.string
        for unit in units()
        for entry in entries(written(unit))
        if is_translated(entry)
    }
    for unit in units():
        if names and unit.name not in names:
            continue
        old, new = written(unit), used(unit)
        for entry in entries(new):
            known = old.get(entry.id, entry.context)
            entry.string = (
                known.string
                if is_translated(known)
                else memory.get((entry.context, entry.id), entry.string)
            )
        if any(True for _ in entries(new)):
            write(unit / CATALOGUE, new)


def write(path: Path, catalogue: Catalog) -> None:
    catalogue.header_comment = "# Simplified Chinese."
    catalogue.fuzzy = False
    catalogue.project, catalogue.version = "sanbao", "1"
    catalogue.creation_date = catalogue.revision_date = UNDATED
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file,
            catalogue,
            width=100,
            no_location=True,
            sort_output=True,
            ignore_obsolete=True,
        )


def compile_all() -> None:
    """Write each .mo that is not of its catalogue as it stands; readers never see half a file."""
    for unit in units():
        source, target = unit / CATALOGUE, (unit / CATALOGUE).with_suffix(".mo")
        if not source.exists():
            continue
        # The same instant on both: a catalogue that changes while it is compiled stays stale.
        state = source.stat()
        if target.exists() and target.stat().st_mtime_ns == state.st_mtime_ns:
            continue
        draft = target.with_suffix(f".mo.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, written(unit))
        os.utime(draft, ns=(state.st_atime_ns, state.st_mtime_ns))
        draft.replace(target)


def problems() -> list[str]:
    """What a Chinese reader would see in English, or broken."""
    found = []
    for unit in units():
        name, catalogue = unit.name, written(unit)
        for entry in entries(used(unit)):
            known = catalogue.get(entry.id, entry.context)
            if not is_translated(known):
                found.append(f"{name}: not translated: {entry.id!r}")
            elif placeholders(known.id) != placeholders(known.string):
                found.append(f"{name}: placeholders differ: {entry.id!r}")
    return found + sorted(clashes())


def clashes() -> Iterator[str]:
    """Words that two catalogues translate differently: Django merges them, and one would win."""
    first: dict[object, tuple[str, object]] = {}
    for unit in units():
        for entry in entries(written(unit)):
            elsewhere, words = first.setdefault(
                (entry.context, entry.id), (unit.name, entry.string)
            )
            if words != entry.string:
                yield f"{unit.name}: {entry.id!r} is {entry.string!r}, but {words!r} in {elsewhere}"


def placeholders(text: str | tuple[str, ...]) -> set[str]:
    """The names that a sentence is filled with; of a plural, those of its many."""
    words = text if isinstance(text, str) else text[-1]
    return {"".join(found) for found in PLACEHOLDER.findall(words)}


def main(command: str = "", *names: str) -> int:
    if command == "extract":
        extract_all(names)
    elif command == "compile":
        compile_all()
    elif command == "check":
        for problem in (found := problems()):
            print(problem)
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
