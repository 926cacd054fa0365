"""Which version of an agreement holds between which days, and since when the agreement runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sanbao.apps.agreements import queries as agreements
from sanbao.rules.terms import Upkeep

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reign:
    """The days of one version. first, last: of it, last None: no end.

    since, until: of the whole agreement, all its signed versions together.
    """

    version: agreements.Version
    first: date
    last: date | None
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def reign_of(version: agreements.Version) -> Reign | None:
    """The days on which a version holds; None where a later one has taken all of them."""
    return next(
        (reign for reign in reigns([version.agreement]) if reign.version.pk == version.pk), None
    )


def reigns(of: Iterable[agreements.Agreement]) -> list[Reign]:
    """The days of each version of the agreements, in the order of their first days."""
    signed = agreements.Version.objects.filter(
        agreement__in=list(of), put_in_force_at__isnull=False
    ).select_related("agreement__dealer")
    versions: dict[int, list[agreements.Version]] = {}
    for version in signed.order_by("agreement_id", "starts_on", "number"):
        versions.setdefault(version.agreement_id, []).append(version)
    return [reign for row in versions.values() for reign in following(row)]


def following(versions: Sequence[agreements.Version]) -> list[Reign]:
    """Of versions in the order of their first days each holds until the next one does."""
    ended_on = versions[0].agreement.ended_on
    since = min(version.starts_on for version in versions if version.starts_on)
    found = []
    for place, version in enumerate(versions):
        first = version.starts_on
        if first is None:
            continue
        followers = [next_.starts_on for next_ in versions[place + 1 :] if next_.starts_on]
        ends = [day - ONE_DAY for day in followers[:1]]
        ends += [day for day in (version.ends_on, ended_on) if day is not None]
        last = min(ends, default=None)
        if last is None or last >= first:
            found.append((version, first, last))
    ends_of_all = [last for _version, _first, last in found]
    until = None if None in ends_of_all else max((day for day in ends_of_all if day), default=since)
    return [Reign(version, first, last, since, until) for version, first, last in found]


def outliving(agreement_id: int) -> list[tuple[agreements.Version, Upkeep]]:
    """What goes on by its term when the agreement has ended, of each version that was in force."""
    signed = agreements.Version.objects.filter(
        agreement_id=agreement_id, put_in_force_at__isnull=False
    )
    return [
        (version, term)
        for version in signed.order_by("number")
        for term in agreements.terms(version).terms
        if isinstance(term, Upkeep) and term.outlives
    ]


def signed_agreements(provider_id: int) -> list[agreements.Agreement]:
    """The agreements of a provider that have ever been in force, its dealer with each."""
    rows = agreements.Agreement.objects.filter(
        provider_id=provider_id, versions__put_in_force_at__isnull=False
    )
    return list(rows.select_related("dealer").distinct().order_by("pk"))


def providers_with_agreements() -> list[int]:
    signed = agreements.Version.objects.filter(put_in_force_at__isnull=False)
    ids = signed.values_list("agreement__provider_id", flat=True)
    return sorted(set(ids.order_by("agreement__provider_id").distinct()))


@lru_cache(maxsize=4096)
def agreement_code(version_id: int) -> str:
    """The number of the agreement that a version belongs to: it never changes."""
    version = agreements.Version.objects.select_related("agreement").only("agreement__code")
    return version.get(pk=version_id).agreement.code
