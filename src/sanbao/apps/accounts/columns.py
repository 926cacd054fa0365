"""Reading of rows, and of what they refer to, only the columns that are shown."""

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

# What a person is called.
NAMES = ("display_name", "username")


def named(relation: str) -> tuple[str, ...]:
    """The columns by which the user behind `relation` is named."""
    return tuple(f"{relation}__{name}" for name in NAMES)


def shown(rows: QuerySet[M], *columns: str) -> QuerySet[M]:
    """`rows` with these columns alone, their own (`code`) or of what they refer to
    (`owner__username`).

    Any other column costs a query of its own when it is asked for.
    """
    joins = {column.rpartition("__")[0] for column in columns if "__" in column}
    rows = rows.select_related(None)
    return (rows.select_related(*sorted(joins)) if joins else rows).only(*columns)


def joined(rows: QuerySet[M], *columns: str) -> QuerySet[M]:
    """`rows` whole, joined with these columns alone of what they refer to."""
    return shown(rows, *(field.name for field in rows.model._meta.concrete_fields), *columns)
