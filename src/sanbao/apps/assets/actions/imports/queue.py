"""Handing an import to the worker: the job commits with the row, and one runs at a time."""

from procrastinate.contrib.django import app

CHECK = "assets.check_import"
LOAD = "assets.load_import"


def queue_check(batch_id: int) -> None:
    app.configure_task(CHECK, lock=f"import-{batch_id}").defer(batch_id=batch_id)


def queue_load(batch_id: int) -> None:
    app.configure_task(LOAD, lock=f"import-{batch_id}").defer(batch_id=batch_id)
