"""Contradictions between the terms of a version, and which of them somebody took note of."""

from sanbao.apps.agreements.models import Version
from sanbao.apps.agreements.queries.terms import readable_terms
from sanbao.rules.conflict import Finding, findings


def findings_of(version: Version) -> tuple[Finding, ...]:
    """Everything that contradicts, what a reading has settled included."""
    return findings(readable_terms(version))


def unacknowledged(version: Version) -> list[Finding]:
    """What keeps the version from coming into force: no reading settles it, nobody took note."""
    noted = set(version.acknowledged)
    return [
        finding
        for finding in findings_of(version)
        if not finding.is_read and finding.key not in noted
    ]
