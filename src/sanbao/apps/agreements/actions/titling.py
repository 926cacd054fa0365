"""The name of an agreement in lists goes with the title of its paper, until it is named apart."""

from sanbao.apps.agreements import queries
from sanbao.apps.agreements.models import Agreement, Version
from sanbao.rules.agreement import Document

LONGEST_TITLE = 160


def follow_title(agreement: Agreement, before: Document, after: Document) -> None:
    """An agreement that is called as its paper was is called as its paper is now."""
    if agreement.title in (before.title.zh, before.title.en):
        agreement.title = after.title.zh[:LONGEST_TITLE]
        agreement.save(update_fields=["title"])


def follow_version(agreement: Agreement, version: Version) -> None:
    """The same once a further version comes into force."""
    last = queries.last_in_force(agreement)
    if last is not None and last.pk != version.pk:
        follow_title(agreement, queries.document(last.source), queries.document(version.source))
