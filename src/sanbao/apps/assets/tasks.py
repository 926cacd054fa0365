"""What the worker does about units. A task that runs twice changes nothing the second time."""

from functools import partial

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.accounts.awaited import WHILE_AWAY, answering
from sanbao.apps.assets import actions, queries
from sanbao.apps.assets.actions.imports import check, load, queue
from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import queries as obligations


@app.task(name=queue.CHECK, retry=WHILE_AWAY, pass_context=True)
def check_import(context: JobContext, batch_id: int) -> None:
    with answering(partial(check.give_up, batch_id), attempts=context.job.attempts):
        check.check(batch_id, at=timezone.now())


@app.task(name=queue.LOAD, retry=WHILE_AWAY, pass_context=True)
def load_import(context: JobContext, batch_id: int) -> None:
    with answering(partial(check.give_up, batch_id), attempts=context.job.attempts):
        load.load(batch_id, at=timezone.now())


@app.task(name="assets.refresh_customer")
def refresh_customer(entry_id: int) -> None:
    """A customer or a site was changed: his units are found by the new words (customer.changed)."""
    entry = journal.entry(entry_id)
    actions.refresh_customer(entry.subject_code, provider_id=entry.provider_id)


LATER = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.periodic(cron="20 */6 * * *")
@app.task(name="assets.raise_ahead", queueing_lock="assets.raise_ahead")
def raise_ahead(timestamp: int) -> None:
    """Four times a day, what the coming quarter brings for units and whoever holds them."""
    for provider_id in obligations.providers_with_agreements():
        raise_provider.defer(provider_id=provider_id)


@app.task(name="assets.raise_provider", retry=LATER)
def raise_provider(provider_id: int) -> None:
    found = obligations.signed_agreements(provider_id)
    actions.raise_for_units(found, at=timezone.now())


@app.task(name="assets.raise_unit", retry=LATER)
def raise_unit(entry_id: int) -> None:
    """A unit was registered or changed: what is owed for it is brought in step."""
    entry = journal.entry(entry_id)
    raise_units(entry.provider_id, serial=entry.subject_code)


@app.task(name="assets.raise_units_of_customer", retry=LATER)
def raise_units_of_customer(entry_id: int) -> None:
    """A customer's place was changed: another station may serve it."""
    entry = journal.entry(entry_id)
    raise_units(entry.provider_id, customer__code=entry.subject_code)


@app.task(name="assets.raise_kept_of_product", retry=LATER)
def raise_kept_of_product(entry_id: int) -> None:
    """A product was changed: its last day of production may be another one (product.changed)."""
    entry = journal.entry(entry_id)
    actions.raise_kept_of_product(entry.provider_id, entry.subject_code, at=timezone.now())


def raise_units(provider_id: int, **which: str) -> None:
    units = queries.Asset.objects.filter(provider_id=provider_id, **which)
    found = obligations.signed_agreements(provider_id)
    actions.raise_for_units(found, at=timezone.now(), units=units)


@app.task(name="assets.raise_import", retry=LATER)
def raise_import(entry_id: int) -> None:
    """Many units have come in at once."""
    raise_provider(journal.entry(entry_id).provider_id)


@app.task(name="assets.raise_of_agreement", retry=LATER)
def raise_of_agreement(entry_id: int) -> None:
    """An agreement has come into force: what it owes for its units and their customers."""
    entry = journal.entry(entry_id)
    found = [
        agreement
        for agreement in obligations.signed_agreements(entry.provider_id)
        if agreement.code == entry.subject_code
    ]
    actions.raise_for_units(found, at=timezone.now())
