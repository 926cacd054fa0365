"""Past decisions, made again by today's rules: which of them would be answered differently."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Provider
from sanbao.apps.agreements.models import Agreement, Decision, Version
from sanbao.apps.agreements.queries.terms import terms
from sanbao.rules.agreement import Agreement as Promised
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.redecision import Answer, Difference, answered_again, differences

# Rows that the server hands over at a time, and versions kept read: memory stays as it is.
CHUNK = 500
VERSIONS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Scope:
    """Which decisions: all, or those of one company, of one agreement, since a day in China."""

    provider: str = ""
    agreement: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Redecided:
    """A stored decision and what it would be now."""

    row: Decision
    answer: Answer
    differences: list[Difference]


def decisions_in(scope: Scope) -> QuerySet[Decision]:
    """The decisions of a scope, oldest first."""
    rows = Decision.objects.order_by("pk")
    if scope.provider:
        rows = rows.filter(provider__slug=scope.provider)
    if scope.agreement:
        rows = rows.filter(version__agreement__code=scope.agreement)
    if scope.since is not None:
        first = datetime.combine(scope.since, time(), CHINA_TIME)
        rows = rows.filter(decided_at__gte=first)
    return rows


def redecide(rows: QuerySet[Decision], *, under: Version | None = None) -> Iterator[Redecided]:
    """Each row decided again, under its own version or under another one.

    Streams by a cursor on the server. Raises TermsError when `under` has an open blank.
    """
    other = terms(under) if under is not None else None
    kept = Versions()
    for row in rows.iterator(chunk_size=CHUNK):
        agreement = other or kept.terms(row.version_id)
        answer = answered_again(agreement, row.facts)
        yield Redecided(row, answer, differences(row.answer, answer))


class Versions:
    """The versions met last, read once each."""

    def __init__(self) -> None:
        self.kept: OrderedDict[int, Promised] = OrderedDict()

    def terms(self, pk: int) -> Promised:
        if pk not in self.kept:
            self.kept[pk] = terms(Version.objects.get(pk=pk))
            if len(self.kept) > VERSIONS_KEPT:
                self.kept.popitem(last=False)
        self.kept.move_to_end(pk)
        return self.kept[pk]


def is_company(slug: str) -> bool:
    return Provider.objects.filter(slug=slug).exists()


def companies_with(code: str, *, provider: str = "") -> list[str]:
    """The companies that have an agreement of this number, or the one named, if it has."""
    rows = Agreement.objects.filter(code=code).order_by("provider__slug")
    rows = rows.filter(provider__slug=provider) if provider else rows
    return list(rows.values_list("provider__slug", flat=True))


def version_called(provider: str, code: str, name: str) -> Version | None:
    """A version by its number, or `draft` for the one being drawn up."""
    rows = Version.objects.filter(agreement__provider__slug=provider, agreement__code=code)
    if name == "draft":
        return rows.filter(put_in_force_at__isnull=True).first()
    return rows.filter(number=int(name[:9])).first()
