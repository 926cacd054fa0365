"""A new agreement from another one, or from a file: its text, with a title and a party of its own.

Unlike a renewal it does not follow the other: nothing of how that one was signed goes along.
"""

from datetime import datetime
from uuid import UUID

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import Beginning, begin
from sanbao.apps.agreements.models import Agreement, Version
from sanbao.rules.agreement import parse
from sanbao.rules.moves import Refused
from sanbao.rules.source import TermsError

# A file, or a command line, may bring longer ones than a form lets through.
LONGEST_TITLE, LONGEST_PARTY = 160, 120


def copy(
    version: Version,
    *,
    title: str,
    counterparty: str,
    by: User,
    at: datetime,
    key: UUID | None = None,
) -> Agreement:
    """A draft with the terms of `version` and what stands in its blanks; same `key`, same draft."""
    beginning = Beginning(
        version.agreement.template,
        version.source,
        queries.values(version),
        {"copied_from": f"{version.agreement.code} v{version.number}"},
    )
    parties = {"counterparty": counterparty.strip()}
    return begin(beginning, title=title, parties=parties, by=by, at=at, key=key)


def create_from_text(
    text: str,
    *,
    title: str,
    counterparty: str,
    by: User,
    at: datetime,
    key: UUID | None = None,
) -> Agreement:
    """A draft whose text is `text` to the character; its defaults stand in the blanks.

    Without a title it has that of the text. Raises Refused for a text that is no agreement.
    """
    try:
        document = parse(text)
    except TermsError as error:
        raise Refused(error.message, field=error.field) from None
    beginning = Beginning(document.slug, text, queries.usual(document), {"taken_from": "file"})
    given = title.strip() or document.title.text("zh")
    parties = {"counterparty": counterparty.strip()[:LONGEST_PARTY]}
    return begin(beginning, title=given[:LONGEST_TITLE], parties=parties, by=by, at=at, key=key)
