"""Migrations with several new tables render the models once, and make the same tables."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from sanbao.apps.accounts import tables

pytestmark = pytest.mark.django_db

SHELVES = [
    migrations.CreateModel(
        name,
        [
            ("id", models.BigAutoField(primary_key=True)),
            *([("before", models.ForeignKey(f"books.{before}", models.CASCADE))] if before else []),
        ],
    )
    for before, name in (("", "Shelf"), ("Shelf", "Book"), ("Book", "Page"))
]


def migration(kind: type[migrations.Migration]) -> migrations.Migration:
    operations = [*SHELVES, migrations.AddField("Page", "number", models.IntegerField(default=1))]
    return type("Migration", (kind,), {"operations": operations})("0001_shelves", "books")


def applied(
    kind: type[migrations.Migration], monkeypatch: pytest.MonkeyPatch
) -> tuple[object, int]:
    """The columns made, and how often a model was rendered for it; taken back afterwards."""
    rendered = 0
    render = ModelState.render

    def counted(model: ModelState, apps: object) -> object:
        nonlocal rendered
        rendered += 1
        return render(model, apps)

    before = ProjectState()
    assert before.apps is not None  # rendered, as migrating does before its first migration
    with monkeypatch.context() as patch:
        patch.setattr(ModelState, "render", counted)
        with connection.schema_editor() as editor:
            after = migration(kind).apply(before, editor)
    with connection.cursor() as cursor:
        columns = {
            name: [
                column.name
                for column in connection.introspection.get_table_description(cursor, name)
            ]
            for name in ("books_shelf", "books_book", "books_page")
        }
    assert ("books", "page") in after.models
    with connection.schema_editor() as editor:
        migration(kind).unapply(ProjectState(), editor)
    assert "books_shelf" not in connection.introspection.table_names()
    return columns, rendered


def test_tables_told_together_are_the_same_tables_rendered_less_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain, often = applied(migrations.Migration, monkeypatch)
    together, seldom = applied(tables.Migration, monkeypatch)
    assert together == plain
    assert plain == {
        "books_shelf": ["id"],
        "books_book": ["id", "before_id"],
        "books_page": ["id", "before_id", "number"],
    }
    assert seldom < often
