"""What came to light on the rounds: latent faults, quotes, opinions."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.columns import shown
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.desk import queries as cases
from sanbao.apps.inspections.models import LatentFault, Opinion, QuoteState
from sanbao.apps.inspections.queries.trip import SEES_ALL, rounds_for


def faults_for(user: User) -> QuerySet[LatentFault]:
    rows = LatentFault.objects.filter(inspection__round__in=rounds_for(user))
    return rows.select_related(
        "inspection__round__site__customer", "inspection__asset__product", "case", "answered_by"
    )


def quotes_for(user: User) -> QuerySet[LatentFault]:
    """Quotes that wait for the customer's answer."""
    return faults_for(user).filter(quote_state=QuoteState.OPEN)


def found_for(case: cases.Case) -> LatentFault | None:
    """The latent fault that a case was opened for, if it was."""
    return next(iter(faults_of(case.pk)), None)


@prepared
def faults_of(case_id: int) -> QuerySet[LatentFault]:
    rows = LatentFault.objects.filter(case_id=case_id).order_by("id")
    return shown(rows, "found", "measured", "inspection__round__code")[:1]


def opinions_for(user: User, *, product: str = "") -> QuerySet[Opinion]:
    """What the customers' maintenance staff said, for product improvement (P1-4.2)."""
    rows = Opinion.objects.filter(round__provider_id=user.provider_id)
    rows = rows.select_related("round__site__customer", "product", "written_by")
    if not user.has_role(*SEES_ALL):
        return rows.none()
    return rows.filter(product__code=product) if product else rows
