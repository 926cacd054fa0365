"""The worker: runs jobs from PostgreSQL, and takes up again what a dead worker left behind."""

import asyncio

from procrastinate import App, JobContext
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
    with app.replace_connector(connector.get_worker_connector()) as working:
        asyncio.run(work(working, concurrency=concurrency))


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
