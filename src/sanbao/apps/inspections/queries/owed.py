"""Which inspections are owed and on no round yet."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanbao.apps.inspections.facts import INSPECTED
from sanbao.apps.inspections.models import Inspection, InspectionState, RoundState
from sanbao.apps.obligations import queries as obligations

GOING = (RoundState.PROPOSED, RoundState.PLANNED, RoundState.UNDER_WAY)


def owed(provider_id: int, *, until: datetime) -> QuerySet[obligations.Obligation]:
    """Inspections of units that fall due before `until`, next due first, of units on no open round.

    One that was missed is made good as long as no later one has been made or missed as well.
    """
    on_a_round = Inspection.objects.filter(
        asset__serial=OuterRef("subject_code"), round__provider=OuterRef("provider")
    ).filter(round__state__in=GOING, obligation__isnull=False)
    on_a_round = on_a_round.exclude(state=InspectionState.CALLED_OFF)
    later = obligations.Obligation.objects.filter(
        provider=OuterRef("provider"),
        subject_kind="asset",
        subject_code=OuterRef("subject_code"),
        what=INSPECTED,
        clause=OuterRef("clause"),
        due_at__gt=OuterRef("due_at"),
        state__in=[obligations.ObligationState.MET, obligations.ObligationState.MISSED],
    )
    missed = Q(state=obligations.ObligationState.MISSED, met_at__isnull=True)
    late = missed & ~Exists(later)
    rows = obligations.Obligation.objects.filter(
        Q(state__in=obligations.OPEN_STATES) | late,
        ~Exists(on_a_round),
        provider_id=provider_id,
        subject_kind="asset",
        what=INSPECTED,
        due_at__lt=until,
    )
    return rows.select_related("version__agreement").order_by("due_at", "id")
