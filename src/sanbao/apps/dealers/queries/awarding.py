"""What is measured for the yearly award, with the evidence behind each number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.callbacks import queries as callbacks
from sanbao.apps.complaints import queries as complaints
from sanbao.apps.dealers.models import Award, Exposure, Score
from sanbao.apps.dealers.queries.access import SEES_ALL, dealers_for
from sanbao.apps.dealers.queries.organisation import standing_of, upkeep_of
from sanbao.apps.dealers.queries.reporting import feedback_months
from sanbao.apps.dealers.queries.scorecard import year_of
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.apps.products import queries as products
from sanbao.apps.visits import queries as visits
from sanbao.rules.award import CONTENT, Year
from sanbao.rules.organisation import lack_words

AWARDS = (Role.MANAGER, Role.MARKETING)


@dataclass(frozen=True, slots=True)
class Measurement:
    """evidence: by criterion the numbers of what was counted."""

    year: Year
    evidence: Mapping[str, list[str]]


def measured(dealer: parties.Dealer, year: int, *, on: date) -> Measurement:
    """One dealer in one year; its organisation as it stands on the day."""
    told = complaints_of(dealer, year)
    content, unhappy = satisfaction_of(dealer, year)
    lacks = [in_chinese(lack_words(one)) for one in standing_of(dealer, on=on).shortfalls]
    lacks += [row.code for row in upkeep_of(dealer) if row.state == "lapsed"]
    reported, owed = feedback_months(dealer.provider_id, dealer.pk, year)
    exposed = exposures_of(dealer, year)
    return Measurement(
        Year(
            complaints=len(told),
            units=units_sold(dealer, year),
            content=len(content),
            asked=len(content) + len(unhappy),
            lacks=len(lacks),
            reported=reported,
            owed=owed,
            exposures=len(exposed),
        ),
        {
            "complaints": told,
            "satisfaction": unhappy,
            "organisation": lacks,
            "feedback": missing_months(dealer, year),
            "exposure": [str(row) for row in exposed],
        },
    )


def complaints_of(dealer: parties.Dealer, year: int) -> list[str]:
    """Users' complaints of the year that concern the dealer, by number: those taken back, and those
    found not to be ours, apart.
    """
    since, until = year_of(year)
    rows = complaints.Complaint.objects.filter(
        dealer=dealer, customer__isnull=False, received_at__gte=since, received_at__lt=until
    )
    rows = rows.exclude(state=complaints.ComplaintState.WITHDRAWN)
    rows = rows.exclude(verdict=complaints.Verdict.NOT_OURS)
    return list(rows.order_by("code").values_list("code", flat=True))


def units_sold(dealer: parties.Dealer, year: int) -> int:
    """Units settled as sold in the year; what came back is taken off."""
    rows = products.SettledSale.objects.filter(dealer=dealer, settled_on__year=year)
    return int(rows.aggregate(units=Sum("units"))["units"] or 0)


def satisfaction_of(dealer: parties.Dealer, year: int) -> tuple[list[str], list[str]]:
    """Whom the provider asked in the year about the dealer's units: content ones, and others."""
    since, until = year_of(year)
    span = {"done_at__gte": since, "done_at__lt": until, "satisfaction__isnull": False}
    after = visits.FollowUp.objects.filter(case__asset__dealer=dealer, **span)
    calls = callbacks.Callback.objects.filter(asset__dealer=dealer, **span)
    given = [
        *after.order_by("id").values_list("case__code", "satisfaction"),
        *calls.order_by("id").values_list("obligation__code", "satisfaction"),
    ]
    content = [code for code, score in given if score is not None and score >= CONTENT]
    return content, [code for code, score in given if score is not None and score < CONTENT]


def missing_months(dealer: parties.Dealer, year: int) -> list[str]:
    """The months whose feedback never came."""
    rows = obligations.Obligation.objects.filter(
        provider_id=dealer.provider_id,
        subject_kind="dealer",
        subject_code=dealer.code,
        what="feedback_reported",
        period__startswith=f"{year}-",
        state="missed",
        met_at__isnull=True,
    )
    return list(rows.order_by("period").values_list("period", flat=True))


def exposures_of(dealer: parties.Dealer, year: int | None = None) -> QuerySet[Exposure]:
    rows = Exposure.objects.filter(dealer=dealer).select_related("noted_by").order_by("-on", "-id")
    return rows.filter(on__year=year) if year else rows


def awards_for(user: User) -> QuerySet[Award]:
    """Evaluations are for whoever runs the dealers; a dealer sees years that are decided."""
    rows = Award.objects.filter(provider_id=user.provider_id)
    rows = rows.select_related("measured_by", "decided_by")
    if user.has_role(*SEES_ALL):
        return rows
    return rows.filter(decided_at__isnull=False, scores__dealer__in=dealers_for(user)).distinct()


def scores_for(user: User) -> QuerySet[Score]:
    """By rank; a dealer sees its own of years that are decided."""
    rows = Score.objects.filter(award__provider_id=user.provider_id)
    rows = rows.select_related("award__provider", "award__decided_by", "dealer").order_by("place")
    if user.has_role(*SEES_ALL):
        return rows
    mine = Q(dealer__in=dealers_for(user), award__decided_at__isnull=False)
    return rows.filter(mine)
