"""What the worker does about units. A task that runs twice changes nothing the second time."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanbao.apps.assets import actions
from sanbao.apps.assets.actions.imports import check, load, queue
from sanbao.apps.journal import queries as journal
from sanbao.rules.message import Message


@app.task(name=queue.CHECK)
def check_import(batch_id: int) -> None:
    try:
        check.check(batch_id, at=timezone.now())
    except Exception:
        give_up(batch_id)
        raise


@app.task(name=queue.LOAD)
def load_import(batch_id: int) -> None:
    try:
        load.load(batch_id, at=timezone.now())
    except Exception:
        give_up(batch_id)
        raise


def give_up(batch_id: int) -> None:
    """Nobody waits for ever before a progress bar; nothing of the file was kept."""
    check.give_up(
        batch_id, Message("it broke off and nothing was imported; please upload the file again")
    )


@app.task(name="assets.refresh_customer")
def refresh_customer(entry_id: int) -> None:
    """A customer or a site was changed: his units are found by the new words (customer.changed)."""
    entry = journal.entry(entry_id)
    actions.refresh_customer(entry.subject_code, provider_id=entry.provider_id)
