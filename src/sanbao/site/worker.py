"""The worker: runs jobs from PostgreSQL, and takes up again what a dead worker left behind."""

import asyncio

from procrastinate import App, BaseConnector, JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

HEARTBEAT_SECONDS = 5
SILENT_SECONDS = 20  # a worker silent for longer is dead; its jobs go to another
STOP_SECONDS = 10


@app.periodic(cron="* * * * * */20")
@app.task(name="sanbao.retry_stalled", queueing_lock="sanbao.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Give the jobs of dead workers back to the queue. Each job can run twice, by design."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await jobs.retry_job(job)


def run(*, concurrency: int) -> None:
    """Work until told to stop by SIGINT or SIGTERM; jobs under way get a moment to end."""
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("the worker needs Django's connector")
    asyncio.run(work(fetching_by(connector.get_worker_connector()), concurrency=concurrency))


def fetching_by(connector: BaseConnector) -> App:
    """An app that fetches the same tasks' jobs over a connection of its own.

    What a task defers still goes through `app` and so over Django's connection: row, journal
    entry and job commit together, or not at all. (`app.replace_connector` would send those jobs
    over the worker's connection, visible before the rows they speak of.)
    """
    working = App(connector=connector, import_paths=app.import_paths)
    working.tasks, working.periodic_registry = app.tasks, app.periodic_registry
    return working


async def work(working: App, *, concurrency: int) -> None:
    async with working.open_async():
        await working.run_worker_async(
            concurrency=concurrency,
            # What succeeded stands in the journal; only failures are kept to be looked at.
            delete_jobs="successful",
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=SILENT_SECONDS,
            shutdown_graceful_timeout=STOP_SECONDS,
        )
