"""A paper as PDF, set by Typst from `documents/paper.typ`."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from sanbao.apps.agreements.facts.paper import Paper


def typeset(paper: Paper, *, fonts: Iterable[Path]) -> bytes:
    """The paper as PDF. fonts: folders with a Chinese font. It reads nothing but its own text."""
    template = files("sanbao.apps.agreements") / "documents" / "paper.typ"
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "paper.typ").write_bytes(template.read_bytes())
        (root / "paper.json").write_text(as_json(paper), encoding="utf-8")
        source = str(root / "paper.typ")
        pdf = typst.Compiler(source, root=folder, font_paths=found(tuple(fonts))).compile()
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    return pdf


@lru_cache(maxsize=2)
def found(folders: tuple[Path, ...]) -> typst.Fonts:
    """The fonts below some folders. Looking for them takes longer than setting twenty pages."""
    return typst.Fonts(font_paths=[str(folder) for folder in folders])


def as_json(paper: Paper) -> str:
    """All of it as plain values; sets become lists."""
    return json.dumps(asdict(paper), ensure_ascii=False, default=sorted)
