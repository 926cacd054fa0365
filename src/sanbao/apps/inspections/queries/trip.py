"""Which rounds there are, for whom."""

from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.inspections.models import (
    Inspection,
    InspectionState,
    LatentFault,
    Round,
    RoundState,
)
from sanbao.apps.inspections.queries.time import with_time
from sanbao.apps.parties import queries as parties

SEES_ALL = (Role.DESK, Role.DISPATCHER, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
OPEN = (RoundState.PROPOSED, RoundState.PLANNED, RoundState.UNDER_WAY)
MOST = 100
LAST = "9"  # after every instant of a day


def whole(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """With everything that a list or a page says about a round."""
    return rounds.select_related(
        "provider", "site__customer", "station", "lead", "designer", "signature", "report"
    )


def rounds_for(user: User) -> QuerySet[Round]:
    """All of the company for those who run the service; an engineer sees those that he leads or
    takes part in, a customer those to his own sites.
    """
    rounds = whole(Round.objects.filter(provider_id=user.provider_id))
    if user.has_role(*SEES_ALL):
        return rounds
    concern = Q(pk__in=[])
    if user.has_role(Role.ENGINEER):
        concern |= Q(lead=user) | Q(designer__user=user)
    if user.has_role(Role.CUSTOMER) and (customer := parties.customer_of(user)):
        concern |= Q(site__customer=customer)
    return rounds.filter(concern)


def rounds_to_work(user: User) -> QuerySet[Round]:
    """The rounds on which `user` may act: his own, or all for who runs the service."""
    rounds = whole(Round.objects.filter(provider_id=user.provider_id))
    return rounds if user.has_role(Role.MANAGER) else rounds.filter(lead=user)


def filtered(
    rounds: QuerySet[Round], *, state: str = "", lead: str = "", week: date | None = None
) -> QuerySet[Round]:
    """Narrowed by state (`open` for all that are), by who leads, by the route week of a day."""
    if state == "open":
        rounds = rounds.filter(state__in=OPEN)
    elif state in RoundState.values:
        rounds = rounds.filter(state=state)
    if lead.isdecimal():
        rounds = rounds.filter(lead_id=int(lead))
    if week is not None:
        rounds = rounds.filter(week_on=week - timedelta(days=week.weekday()))
    going = Count("inspections", filter=~Q(inspections__state=InspectionState.CALLED_OFF))
    return rounds.annotate(units=going)


def going(user: User) -> list[Round]:
    """What an inspector has before him, the next day first."""
    mine = rounds_for(user).filter(state__in=[RoundState.PLANNED, RoundState.UNDER_WAY])
    mine = filtered(mine.filter(Q(lead=user) | Q(designer__user=user)))
    rows = list(with_time(mine).order_by("planned_on", "id")[:MOST])
    return sorted(rows, key=lambda row: (row.planned_on, f"{row.begins_at or LAST}"))


def inspections_of(round_: Round) -> QuerySet[Inspection]:
    """The units of a round with what was found on each."""
    rows = Inspection.objects.filter(round=round_).select_related(
        "asset__product", "asset__site", "record__form", "obligation__version", "round"
    )
    found = Prefetch("faults", LatentFault.objects.select_related("case").order_by("pk"))
    rows = rows.prefetch_related(found, "faults__photos")
    return rows.order_by("asset__serial", "pk")


def faults_of_round(round_: Round) -> QuerySet[LatentFault]:
    """What was found on the units of a round."""
    rows = LatentFault.objects.filter(inspection__round=round_)
    return rows.select_related("inspection__round", "inspection__asset__product")


def photos_of(round_: Round) -> QuerySet[evidence.Attachment]:
    files = evidence.attachments_of(round_.provider_id, "round", round_.code)
    return files.filter(purpose="photo")
