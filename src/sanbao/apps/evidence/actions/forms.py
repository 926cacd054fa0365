"""The forms that are shipped, and their versions."""

from importlib.resources import files
from typing import Any

import yaml
from django.db import IntegrityError, transaction

from sanbao.apps.evidence.models import FormDefinition
from sanbao.rules.form import parse


def shipped() -> list[dict[str, Any]]:
    """The definitions beside this app, checked, by kind."""
    folder = files("sanbao.apps.evidence") / "definitions"
    documents = [
        yaml.safe_load(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".yaml")
    ]
    for document in documents:
        parse(document)
    return sorted(documents, key=lambda document: str(document["kind"]))


def sync_forms() -> list[FormDefinition]:
    """Store each shipped form that differs from its newest version as a further version.

    Returns what is new. Running it again, or twice at once, changes nothing.
    """
    return [new for document in shipped() if (new := store(document)) is not None]


def store(document: dict[str, Any]) -> FormDefinition | None:
    newest = FormDefinition.objects.filter(kind=document["kind"]).order_by("-version").first()
    stands = newest and (newest.title, newest.questions) == (
        document["title"],
        document["questions"],
    )
    if stands:
        return None
    try:
        with transaction.atomic():
            return FormDefinition.objects.create(
                kind=document["kind"],
                version=newest.version + 1 if newest else 1,
                title=document["title"],
                questions=document["questions"],
            )
    except IntegrityError:  # another process stored this version in the same moment
        return None
