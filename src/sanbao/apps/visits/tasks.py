"""Jobs that follow from a visit. Each may run twice: what it makes is made once."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.accounts.typeset import typeset
from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.visits import actions, queries


@app.task(name="visits.make_report")
def make_report(entry_id: int) -> None:
    """Typeset the service report of the visit that the entry tells of, unless it is there."""
    entry = journal.entry(entry_id)
    visit = queries.Visit.objects.get(provider_id=entry.provider_id, code=entry.subject_code)
    if visit.report_id is None and visit.signed_at is not None:
        actions.keep_report(visit, printed(queries.paper_of(visit)), at=timezone.now())


@app.task(name="visits.plan_follow_up")
def plan_follow_up(entry_id: int) -> None:
    """A unit was restored, on site or by an answer: somebody asks how it went."""
    actions.plan(journal.entry(entry_id))


AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name="visits.keep_duties", retry=AGAIN)
def keep_duties(entry_id: int) -> None:
    """What a visit, an assignment or a follow-up means for what is owed over time."""
    actions.keep_duties(journal.entry(entry_id))


@app.task(name="visits.measure", retry=AGAIN)
def measure(entry_id: int) -> None:
    """One more repair, or one more followed up: the shares of its month are counted anew."""
    actions.measure_follow_ups(journal.entry(entry_id).provider_id, at=timezone.now())


@app.periodic(cron="35 */6 * * *")
@app.task(name="visits.measure_all", queueing_lock="visits.measure_all")
def measure_all(timestamp: int) -> None:
    """A month without any repair is over too: nothing was owed for it."""
    for provider_id in obligations.providers_with_agreements():
        actions.measure_follow_ups(provider_id, at=timezone.now())


@app.periodic(cron="25 */6 * * *")
@app.task(name="visits.foresee", queueing_lock="visits.foresee")
def foresee(timestamp: int) -> None:
    """Whose certificate ends between the appointment and the visit is told ahead (P3-4.8)."""
    for provider_id in queries.providers_with_appointments(at=timezone.now()):
        foresee_at.defer(provider_id=provider_id)


@app.task(name="visits.foresee_at", retry=AGAIN)
def foresee_at(provider_id: int) -> None:
    actions.foresee(provider_id, at=timezone.now())


def printed(paper: queries.Paper) -> bytes:
    return typeset("visits", "report", paper.text, paper.pictures)
