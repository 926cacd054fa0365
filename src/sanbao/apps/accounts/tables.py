"""The base of migrations that make several tables.

Django renders every model that is related to a new one anew, and here all are related to all: each
further table made an empty database wait longer. Tables that follow one another are told to the
state together, and the models are rendered once.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Migration(migrations.Migration):
    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, *args: Any
    ) -> ProjectState:
        operations = together(self.operations)
        kind = type("Migration", (migrations.Migration,), {"operations": operations})
        told: migrations.Migration = kind(self.name, self.app_label)
        return told.apply(project_state, schema_editor, *args)


def together(operations: Sequence[Operation]) -> list[Operation]:
    """The same operations, with each run of new tables as one."""
    runs = groupby(operations, lambda operation: isinstance(operation, migrations.CreateModel))
    return [
        operation
        for are_new, run in runs
        for operation in ([Together(list(run))] if are_new else run)
    ]


class Together(Operation):
    """New tables of one app, none of which needs the database of the one before."""

    def __init__(self, tables: Sequence[Operation]) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        if "apps" in vars(state):
            del state.apps  # what is rendered; asked for again it is rendered whole
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(table.describe() for table in self.tables)
