"""Jobs of the trainings: certificates looked at each day, and their papers."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.accounts.typeset import typeset
from sanbao.apps.journal import queries as journal
from sanbao.apps.training import actions, queries

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.periodic(cron="15 */6 * * *")
@app.task(name="training.look", queueing_lock="training.look")
def look(timestamp: int) -> None:
    """Four times a day, so that a run that was left out is made good the same day."""
    for provider_id in queries.providers_with_people():
        look_at.defer(provider_id=provider_id)


@app.task(name="training.look_at", retry=AGAIN)
def look_at(provider_id: int) -> None:
    """Which certificates end soon or have ended, and whether anybody is certified at all."""
    now = timezone.now()
    actions.remind(provider_id, at=now)
    actions.check_certified(provider_id, at=now)


@app.task(name="training.check_certified", retry=AGAIN)
def check_certified(entry_id: int) -> None:
    """One certificate more, or one less: the promise of certified engineers is looked at anew."""
    entry = journal.entry(entry_id)
    actions.check_certified(entry.provider_id, at=entry.at)


@app.task(name="training.make_paper")
def make_paper(entry_id: int) -> None:
    """Typeset the certificate that the entry tells of, unless it is there."""
    entry = journal.entry(entry_id)
    row = queries.whole_certificate(entry.provider_id, entry.details["pk"])
    if row is not None and row.paper_id is None:
        actions.keep_paper(row, printed(queries.paper_of(row)), at=timezone.now())


def printed(paper: queries.CertificatePaper) -> bytes:
    pictures = {"signature.png": paper.signature} if paper.signature else {}
    return typeset("training", "certificate", paper.text, pictures)
