"""Reading rows together with a little of what they refer to, and no more than that."""

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

# What a person is called.
NAMES = ("display_name", "username")


def named(relation: str) -> tuple[str, ...]:
    """The columns by which the user behind `relation` is named."""
    return tuple(f"{relation}__{name}" for name in NAMES)


def joined(rows: QuerySet[M], *columns: str) -> QuerySet[M]:
    """`rows` whole, joined with these columns alone of what they refer to (`owner__username`).

    Any other column of a row joined costs a query of its own when it is asked for.
    """
    own = [field.name for field in rows.model._meta.concrete_fields]
    relations = {column.rpartition("__")[0] for column in columns}
    return rows.select_related(*sorted(relations)).only(*own, *columns)
