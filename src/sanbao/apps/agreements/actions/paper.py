"""Keeping what both sides signed, as it was."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import locked
from sanbao.apps.agreements.models import Version
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as files
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def keep_paper(version: Version, pdf: bytes, *, name: str, at: datetime) -> files.Attachment:
    """Keep the paper of a version in force. The first one stays, whatever is set later."""
    agreement = locked(version)
    version.refresh_from_db()
    if version.put_in_force_at is None:
        raise Refused(Message("only what is in force is kept"))
    return evidence.attach(
        ContentFile(pdf, name=f"{name}.pdf"),
        provider=agreement.provider,
        subject=("agreement", agreement.code),
        purpose="paper",
        key=queries.kept_key(version),
        by=None,
        at=at,
    )
