"""The language that a command answers in, where Django's catalogues are at hand."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import override

LANGUAGES = {"zh": "zh-hans", "en": "en"}


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """English for `en`; Chinese for anything else, as the pages of a new company."""
    with override(LANGUAGES.get(lang, LANGUAGES["zh"])):
        yield
