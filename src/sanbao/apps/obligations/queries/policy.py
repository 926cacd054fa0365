"""When a provider warns and whom it tells: its own policies, else the defaults of the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sanbao.apps.obligations.models import Obligation, Policy
from sanbao.rules import warning


@dataclass(frozen=True, slots=True)
class Policies:
    """What some providers have stated, by provider and promise."""

    stated: Mapping[tuple[int, str], warning.Policy] = field(default_factory=dict)

    def of(self, obligation: Obligation) -> warning.Policy:
        """That of the promise, else that of the provider for all, else the default of its kind."""
        provider_id = obligation.provider_id
        return (
            self.stated.get((provider_id, obligation.what))
            or self.stated.get((provider_id, ""))
            or warning.default(obligation.kind)
        )


def policies_of(provider_ids: Iterable[int]) -> Policies:
    """One query for all; a provider has as many as it has named promises, at most."""
    rows = Policy.objects.filter(provider_id__in=set(provider_ids))
    return Policies({(row.provider_id, row.what): read(row) for row in rows})


def read(row: Policy) -> warning.Policy:
    line = tuple(warning.Rung(step["hours"], step["to"]) for step in row.line)
    return warning.Policy(tuple(row.shares), line)
