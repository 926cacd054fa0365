"""The text of a draft from a file: its faults are told line by line, else it takes the place."""

import hashlib
from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import writable
from sanbao.apps.agreements.actions.editing import STALE
from sanbao.apps.agreements.models import Version
from sanbao.apps.journal import actions as journal
from sanbao.rules.moves import Refused
from sanbao.rules.source import TermsError


@transaction.atomic
def import_text(
    version: Version,
    text: str,
    *,
    token: str,
    by: User,
    at: datetime,
    keeps_blanks: bool = False,
) -> Version:
    """Let `text` be the text of a draft, to the character; its defaults stand in the blanks.

    keeps_blanks: what stands in a blank stays where the text proposes nothing. token: of the draft
    as it was seen. Raises Refused for a text that is no agreement, for a draft that has changed
    meanwhile, and for what is no draft.
    """
    agreement = writable(version)
    if token != queries.token(version):
        raise Refused(STALE)
    try:
        taken = queries.with_text(version, text, keeps_blanks=keeps_blanks)
    except TermsError as error:
        raise Refused(error.message, field=error.field) from None
    version.source, version.blanks = text, taken.blanks
    version.save(update_fields=["source", "blanks"])
    journal.record(
        "agreement.imported",
        agreement.code,
        provider=agreement.provider_id,
        at=at,
        by=by,
        details={
            "version": version.number,
            "digest": hashlib.sha256(text.encode()).hexdigest()[:16],
        },
    )
    return version
