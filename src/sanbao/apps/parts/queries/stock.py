"""What lies in which store, who may move it, and what moved it."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.parties import queries as parties
from sanbao.apps.parts.facts import STATION, VAN, Where, van_of
from sanbao.apps.parts.models import Part, Stock, StockMove, UsualPart
from sanbao.apps.parts.queries.loan import SEES_ALL

SEES_STOCK = (*SEES_ALL, Role.ENGINEER)
# Who counts and moves in every store; an engineer does on his van, and from and to his station.
KEEPERS = (Role.DESK, Role.DISPATCHER, Role.MANAGER)
MOVERS = (*KEEPERS, Role.ENGINEER)
# Who says which parts and tools there are, and what work usually takes.
LISTERS = (Role.DISPATCHER, Role.MANAGER)


def parts_for(user: User, text: str = "") -> QuerySet[Part]:
    """The parts and tools on the list, narrowed by a number's beginning or a piece of a name."""
    rows = Part.objects.filter(provider_id=user.provider_id)
    if text := text.strip():
        rows = rows.filter(Q(code__istartswith=text) | Q(name__icontains=text))
    return rows if user.has_role(*SEES_STOCK) else rows.none()


def part_called(user: User, code: str) -> Part | None:
    return parts_for(user).filter(code=code).first()


def stocks_for(user: User, text: str = "") -> QuerySet[Stock]:
    """What lies in every store of the company, narrowed by part or store."""
    rows = Stock.objects.filter(store__provider_id=user.provider_id)
    rows = rows.select_related("part", "store__station", "store__engineer")
    if text := text.strip():
        rows = rows.filter(
            Q(part__code__istartswith=text)
            | Q(part__name__icontains=text)
            | Q(store__station__name__icontains=text)
            | Q(store__engineer__display_name__icontains=text)
        )
    return rows if user.has_role(*SEES_STOCK) else rows.none()


def where_for(user: User, kind: str, code: str) -> Where | None:
    """The store of a station, or the van of an engineer, where `user` may look."""
    if not user.has_role(*SEES_STOCK):
        return None
    if kind == STATION:
        station = parties.Station.objects.filter(provider_id=user.provider_id, code=code).first()
        return Where(station=station) if station else None
    if kind != VAN:
        return None
    # Of somebody who has left too, as long as something may lie on his van.
    people = User.objects.filter(provider_id=user.provider_id, username=code)
    active = Q(is_active=True, roles__contains=[Role.ENGINEER.value])
    engineer = people.filter(active | Q(van__isnull=False)).first()
    return van_of(engineer) if engineer else None


def may_keep(user: User, place: Where) -> bool:
    """Whether `user` may say what lies there."""
    return user.has_role(*KEEPERS) or place.engineer == user


def moves_to(user: User, place: Where) -> list[Where]:
    """Where `user` may send to from there: an engineer between his station and his van."""
    stations = parties.Station.objects.filter(provider_id=user.provider_id).order_by("name", "pk")
    if user.has_role(*KEEPERS):
        people = parties.engineers(user.provider_id)
        found = [*map(van_of, people), *(Where(station=row) for row in stations)]
        return [one for one in found if one != place]
    if not user.has_role(Role.ENGINEER):
        return []
    own = stations.filter(people__user=user).first()
    pair = [van_of(user), Where(station=own)] if own else [van_of(user)]
    return [one for one in pair if one != place] if place in pair else []


def stock_in(place: Where) -> QuerySet[Stock]:
    rows = Stock.objects.filter(store__station=place.station, store__engineer=place.engineer)
    return rows.select_related("part", "counted_by")


def moves_of(place: Where, *, most: int = 20) -> list[StockMove]:
    """What moved there last, the newest first."""
    rows = StockMove.objects.filter(
        stock__store__station=place.station, stock__store__engineer=place.engineer
    )
    return list(rows.select_related("stock__part", "moved_by").order_by("-id")[:most])


def usual_for(user: User) -> QuerySet[UsualPart]:
    rows = UsualPart.objects.filter(product__provider_id=user.provider_id)
    rows = rows.select_related("part", "product")
    return rows if user.has_role(*SEES_STOCK) else rows.none()


@prepared
def usual_of(product_id: int, component: str) -> QuerySet[UsualPart]:
    """What work on this component of the product usually takes."""
    return UsualPart.objects.filter(product_id=product_id, component__in=("", component))


def lying(provider_id: int, part_ids: Collection[int]) -> QuerySet[Stock]:
    """Where any of these parts lie."""
    rows = Stock.objects.filter(store__provider_id=provider_id, part_id__in=part_ids)
    return rows.select_related("part", "store__station", "store").order_by("pk")
