"""A version as a file: the text of its terms, with what stands in its blanks as their defaults."""

from typing import Any

from sanbao.apps.agreements.models import Version
from sanbao.apps.agreements.queries.terms import document, values
from sanbao.rules.parameter import Parameter
from sanbao.rules.rewriting import changed


def exported(version: Version) -> str:
    """The text that makes the same version again when it is imported.

    Not a character differs from what was imported, unless a blank was filled or opened since: then
    its default says so.
    """
    source = version.source
    written = values(version)
    for place, blank in enumerate(document(source).parameters):
        value = written.get(blank.name, "").strip() or None
        if value == blank.default or (value and _same(blank, value)):
            continue
        text: Any = document(source).source.value
        entry = dict(text["parameters"][place])
        entry.pop("default", None)
        if value is not None:
            entry["default"] = value
        source = changed(source, ("parameters", place), entry)
    return source


def _same(blank: Parameter, value: str) -> bool:
    """Whether a default, as somebody wrote it, is the value in its canonical form."""
    return blank.default is not None and blank.checked(blank.default) == value


def file_name(version: Version) -> str:
    return f"{version.agreement.template}-v{version.number}.yaml"
