"""What is on record about the signing of a version: who signed, holds a copy, answers for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sanbao.apps.agreements.models import Responsibility, Side, Signature, Version
from sanbao.apps.agreements.queries.binding import main_of, responsibilities_of, signatures_of


@dataclass(frozen=True, slots=True)
class Record:
    """signatures: by side. holders: of the copies, in their order. roles: on our side. liable:
    names of who is jointly liable. main: the name of the main agreement, "" where there is none.
    """

    signatures: Mapping[str, Signature] = field(default_factory=dict)
    holders: tuple[str, ...] = ()
    roles: Mapping[str, Responsibility] = field(default_factory=dict)
    liable: tuple[str, ...] = ()
    main: str = ""

    @property
    def ours(self) -> Signature | None:
        return self.signatures.get(Side.PROVIDER)

    @property
    def theirs(self) -> Signature | None:
        return self.signatures.get(Side.COUNTERPARTY)


def record_of(version: Version) -> Record:
    """Nothing for a version that was never saved."""
    if version.pk is None:
        return Record()
    agreement = version.agreement
    main = main_of(agreement)
    return Record(
        signatures={row.side: row for row in signatures_of(version)},
        holders=tuple(copy.holder for copy in version.copies.order_by("number")),
        roles=responsibilities_of(agreement),
        liable=tuple(one.name for one in agreement.liable_persons.order_by("pk")),
        main=main.name if main else "",
    )
