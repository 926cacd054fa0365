"""When a provider warns and whom it tells: its own policies, else the defaults of the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.accounts.wording import said
from sanbao.apps.obligations.models import Obligation, ObligationKind, Policy
from sanbao.apps.obligations.queries.words import promise
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
    rows = policies(tuple(sorted(set(provider_ids))))
    return Policies({(row.provider_id, row.what): read(row) for row in rows})


@prepared
def policies(provider_ids: tuple[int, ...]) -> QuerySet[Policy]:
    return Policy.objects.filter(provider_id__in=provider_ids)


def read(row: Policy) -> warning.Policy:
    line = tuple(warning.Rung(step["hours"], step["to"]) for step in row.line)
    return warning.Policy(tuple(row.shares), line)


def policies_for(user: User) -> QuerySet[Policy]:
    """What the company has stated, that for all promises first."""
    return Policy.objects.filter(provider_id=user.provider_id).order_by("what")


def policy_for(provider_id: int, what: str) -> warning.Policy:
    """What holds for a promise now, or for all others."""
    return policies_of([provider_id]).of(Obligation(provider_id=provider_id, what=what))


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """A policy as a page says it. what: the promise's code, "" for all or a kind of them."""

    what: str
    name: str
    shares: str
    line: tuple[tuple[int, str], ...]


def stated_for(user: User) -> list[PolicyWords]:
    return [words_of(row.what, promise(row.what), read(row)) for row in policies_for(user)]


def standard_policies() -> list[PolicyWords]:
    """What holds by kind of promise where the company has stated nothing."""
    kinds = dict(ObligationKind.choices)
    return [
        words_of("", str(kinds[kind]), policy)
        for kind, policy in warning.DEFAULTS.items()
        if kind in kinds
    ]


def words_of(what: str, name: str, policy: warning.Policy) -> PolicyWords:
    return PolicyWords(
        what=what,
        name=name,
        shares="、".join(f"{share}%" for share in policy.shares),
        line=tuple((rung.hours, said(warning.TOLD[rung.to])) for rung in policy.line),
    )
