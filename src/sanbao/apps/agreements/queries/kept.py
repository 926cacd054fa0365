"""The file that was kept of what both sides signed."""

from uuid import UUID, uuid5

from sanbao.apps.agreements.models import Version
from sanbao.apps.evidence import queries as evidence


def kept_key(version: Version) -> UUID:
    """The key of its attachment follows from the agreement's: one file a version, ever."""
    return uuid5(version.agreement.key, f"paper of version {version.number}")


def kept_paper(version: Version) -> evidence.Attachment | None:
    """The PDF as both sides signed it; None until it has been kept."""
    return evidence.Attachment.objects.filter(key=kept_key(version)).first()
