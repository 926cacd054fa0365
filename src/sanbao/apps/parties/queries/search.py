"""Finding rows while somebody types: any piece of a name or number, Chinese or not.

The index knows pieces of two characters (Chinese) or three (ASCII), cut by the database's
search_grams. They bring candidates; `search_text` then says whether the words really stand there.
"""

import re
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, Model, QuerySet, TextField, Value
from django.db.models.functions import StrIndex

R = TypeVar("R", bound=Model)
WORDS_AT_MOST = 6
# What search_fold leaves out.
MARKS = re.compile(r"[\W_]+")


def is_searchable(text: str) -> bool:
    """Whether a word is long enough for the index: two Chinese characters, or three others."""
    words = [MARKS.sub("", word) for word in text.split()]
    return any(len(word) > (2 if word.isascii() else 1) for word in words)


def found(rows: QuerySet[R, Any], text: str) -> QuerySet[R, Any]:
    """The `rows` that hold every word of `text` in `search_text`; none for too short a text."""
    if not is_searchable(text) or "\x00" in text:
        return rows.none()
    for place, word in enumerate(text.split()[:WORDS_AT_MOST]):
        folded = Func(Value(word), function="search_fold", output_field=TextField())
        grams = Func(folded, function="search_grams", output_field=ArrayField(TextField()))
        rows = rows.alias(**{f"place_{place}": StrIndex(F("search_text"), folded)})
        rows = rows.filter(tokens__contains=grams, **{f"place_{place}__gt": 0})
    return rows
