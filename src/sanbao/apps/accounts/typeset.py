"""Papers set in type: a template of an app and the words that it reads, as PDF."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings


def typeset(
    app: str, name: str, words: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of `documents/NAME.typ` of an app. It can read nothing but its words, NAME.json, and
    its pictures.
    """
    # Setting type loads a compiler: only a process that does so waits for it.
    import typst

    template = files(f"sanbao.apps.{app}") / "documents" / f"{name}.typ"
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / f"{name}.typ").write_bytes(template.read_bytes())
        told = json.dumps(words, ensure_ascii=False, default=str)
        (root / f"{name}.json").write_text(told, encoding="utf-8")
        for picture, content in (pictures or {}).items():
            (root / picture).write_bytes(content)
        fonts = [str(path) for path in settings.FONT_DIRS]
        pdf: bytes = typst.compile(str(root / f"{name}.typ"), root=folder, font_paths=fonts)
        return pdf
