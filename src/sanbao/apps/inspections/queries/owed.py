"""Which inspections are owed and on no round yet."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanbao.apps.inspections.facts import INSPECTED
from sanbao.apps.inspections.models import Inspection, InspectionState
from sanbao.apps.obligations import queries as obligations


def owed(provider_id: int, *, until: datetime) -> QuerySet[obligations.Obligation]:
    """Inspections of units that fall due before `until`, the overdue among them, next due first."""
    on_a_round = Inspection.objects.filter(obligation=OuterRef("pk")).exclude(
        state=InspectionState.CALLED_OFF
    )
    late = Q(state=obligations.ObligationState.MISSED, met_at__isnull=True)
    rows = obligations.Obligation.objects.filter(
        Q(state__in=obligations.OPEN_STATES) | late,
        ~Exists(on_a_round),
        provider_id=provider_id,
        subject_kind="asset",
        what=INSPECTED,
        due_at__lt=until,
    )
    return rows.select_related("version__agreement").order_by("due_at", "id")
