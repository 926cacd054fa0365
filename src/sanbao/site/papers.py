"""Jobs about papers that are made of what several apps know. Each may run twice."""

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from sanbao.apps.agreements import actions
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.agreements.facts.typeset import typeset
from sanbao.apps.journal import queries as journal
from sanbao.site.pages.paper import composed


@app.task(name="site.keep_paper")
def keep_paper(entry_id: int) -> None:
    """Typeset what both sides have signed and keep it, unless it is kept already."""
    entry = journal.entry(entry_id)
    version = agreements.versions_about(entry.provider_id).get(
        agreement__code=entry.subject_code, number=entry.details["version"]
    )
    if agreements.kept_paper(version) is None:
        paper = composed(version, lang="zh", on=timezone.localdate())
        pdf = typeset(paper, fonts=settings.FONT_DIRS)
        actions.keep_paper(version, pdf, name=paper.name, at=timezone.now())
