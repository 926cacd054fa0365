"""Jobs of the inspections: rounds proposed each night, and the paper of a signed one."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sanbao.apps.accounts.access import Provider
from sanbao.apps.accounts.typeset import typeset
from sanbao.apps.inspections import actions, queries
from sanbao.apps.journal import queries as journal


@app.periodic(cron="20 5 * * *")
@app.task(name="inspections.propose", queueing_lock="inspections.propose")
def propose(timestamp: int) -> None:
    """Propose a round for what falls due; one that was left out is made good by the next night."""
    for pk in Provider.objects.order_by("pk").values_list("pk", flat=True):
        actions.propose(pk, at=timezone.now())


@app.task(name="inspections.make_report")
def make_report(entry_id: int) -> None:
    """Typeset the report of the round that the entry tells of, unless it is there."""
    entry = journal.entry(entry_id)
    round_ = queries.Round.objects.get(provider_id=entry.provider_id, code=entry.subject_code)
    if round_.report_id is None:
        actions.keep_report(round_, printed(queries.paper_of(round_)), at=timezone.now())


def printed(paper: queries.Paper) -> bytes:
    return typeset("inspections", "report", paper.text, paper.pictures)
