"""A dealer's organisation beside what its agreement asks for: for one dealer, or for many."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.dealers.facts import KEPT, SUBJECT
from sanbao.apps.dealers.models import Equipment, Post, PostKind
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.apps.training import queries as training
from sanbao.rules.organisation import Register, Shortfall, organisations, shortfalls
from sanbao.rules.terms import Organisation


@dataclass(frozen=True, slots=True)
class Standing:
    """A dealer's organisation on a day. version: its agreement, None without one."""

    dealer: parties.Dealer
    version: agreements.Version | None
    asked: tuple[Organisation, ...]
    register: Register
    shortfalls: tuple[Shortfall, ...]


def standings_of(
    provider_id: int, dealers: Sequence[parties.Dealer], *, on: date
) -> list[Standing]:
    """How each of the dealers stands: as many queries for many as for one."""
    versions = versions_of(provider_id, on=on)
    registers = registers_of(dealers, on=on)
    found = []
    for dealer in dealers:
        version = versions.get(dealer.pk) or versions.get(None)
        asked = organisations(agreements.terms(version).terms) if version else ()
        lacks = [one for term in asked for one in shortfalls(term, registers[dealer.pk])]
        found.append(Standing(dealer, version, asked, registers[dealer.pk], tuple(lacks)))
    return found


def standing_of(dealer: parties.Dealer, *, on: date) -> Standing:
    (found,) = standings_of(dealer.provider_id, [dealer], on=on)
    return found


def versions_of(provider_id: int, *, on: date) -> Mapping[int | None, agreements.Version]:
    """By dealer the version that holds on a day; under None one that names no dealer.

    Of several agreements with one dealer the newest counts.
    """
    rows = agreements.versions_in_force(provider_id, on=on).select_related("agreement__provider")
    found: dict[int | None, agreements.Version] = {}
    seen: set[int] = set()
    for version in rows:
        if version.agreement_id in seen:
            continue
        seen.add(version.agreement_id)
        if version.agreement.dealer_id is not None or speaks_of_dealers(version):
            found[version.agreement.dealer_id] = version
    return found


def speaks_of_dealers(version: agreements.Version) -> bool:
    return bool(organisations(agreements.terms(version).terms))


def version_of(dealer: parties.Dealer, *, on: date) -> agreements.Version | None:
    """The agreement that binds a dealer on a day."""
    versions = versions_of(dealer.provider_id, on=on)
    return versions.get(dealer.pk) or versions.get(None)


def registers_of(dealers: Sequence[parties.Dealer], *, on: date) -> Mapping[int, Register]:
    """What is on record of each dealer, by its key."""
    posts = in_post().filter(dealer__in=dealers)
    people: dict[int, set[int]] = defaultdict(set)
    heads: set[int] = set()
    for dealer_id, person_id, kind in posts.values_list("dealer_id", "person_id", "kind"):
        people[dealer_id].add(person_id)
        if kind == PostKind.HEAD:
            heads.add(dealer_id)
    trained = trained_among({person for group in people.values() for person in group}, on=on)
    gear: dict[int, set[str]] = defaultdict(set)
    for dealer_id, kind in kept().filter(dealer__in=dealers).values_list("dealer_id", "kind"):
        gear[dealer_id].add(kind)
    stations = counted(parties.Station.objects.filter(dealer__in=dealers))
    units = counted(assets.Asset.objects.filter(dealer__in=dealers))
    return {
        dealer.pk: Register(
            has_head=dealer.pk in heads,
            staff=len(people[dealer.pk]),
            trained=len(people[dealer.pk] & trained),
            stations=stations[dealer.pk],
            units=units[dealer.pk],
            gear=frozenset(gear[dealer.pk]),
        )
        for dealer in dealers
    }


def counted(rows: "QuerySet[parties.Station] | QuerySet[assets.Asset]") -> Counter[int]:
    return Counter(dict(rows.order_by().values_list("dealer_id").annotate(Count("id"))))


def trained_among(people: set[int], *, on: date) -> set[int]:
    """Who of them holds a certificate on the day, or has passed a training of the provider."""
    held = training.Certificate.objects.filter(training.valid(on), person__in=people)
    passed = training.Enrolment.objects.filter(person__in=people, has_passed=True)
    return {
        *held.values_list("person_id", flat=True),
        *passed.values_list("person_id", flat=True),
    }


def in_post() -> QuerySet[Post]:
    """Those who are named now."""
    return Post.objects.filter(ended_at__isnull=True)


def kept() -> QuerySet[Equipment]:
    """What is there now."""
    return Equipment.objects.filter(removed_at__isnull=True)


def posts_of(dealer: parties.Dealer) -> QuerySet[Post]:
    """Everybody who ever held a post, those in it first, the head first of all."""
    rows = Post.objects.filter(dealer=dealer).select_related("person", "named_by", "ended_by")
    return rows.order_by("ended_at", "kind", "id")


def untold(dealer: parties.Dealer) -> QuerySet[Post]:
    """Changes of which the dealer has not told."""
    ended = Q(ended_at__isnull=False, end_told_on__isnull=True)
    return posts_of(dealer).filter(Q(told_on__isnull=True) | ended)


def equipment_of(dealer: parties.Dealer) -> QuerySet[Equipment]:
    return kept().filter(dealer=dealer).select_related("entered_by").order_by("kind", "id")


def upkeep_of(dealer: parties.Dealer) -> QuerySet[obligations.Obligation]:
    """The duty to keep the organisation up, running or lapsed."""
    rows = obligations.Obligation.objects.filter(
        provider_id=dealer.provider_id,
        kind=obligations.ObligationKind.UPKEEP,
        what=KEPT,
        subject_kind=SUBJECT,
        subject_code=dealer.code,
        state__in=obligations.OPEN_STATES,
    )
    return rows.order_by("id")
