"""The checks of dealers, the draws behind them, and the major failures."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.dealers.models import Audit, AuditDraw, Failure
from sanbao.apps.dealers.queries.access import dealers_for
from sanbao.rules.sampling import drawn

CHECKS = (Role.MANAGER, Role.MARKETING, Role.QUALITY)
ASSESSES = (Role.MANAGER, Role.QUALITY)
REPORTS_FAILURES = (*ASSESSES, Role.DEALER)


def audits_for(user: User) -> QuerySet[Audit]:
    rows = Audit.objects.filter(dealer__in=dealers_for(user))
    return rows.select_related("provider", "dealer", "draw", "record__form", "made_by", "asked_by")


def draws_for(user: User) -> QuerySet[AuditDraw]:
    """A draw names every dealer: it is for whoever runs them all."""
    rows = AuditDraw.objects.filter(provider_id=user.provider_id).select_related("drawn_by")
    return rows if user.has_role(*CHECKS, Role.AUDITOR) else rows.none()


def is_same_again(draw: AuditDraw) -> bool:
    """Whether drawing again from the seed gives the same: nobody chose by hand."""
    return drawn(draw.dealers, percent=draw.percent, seed=draw.seed) == list(draw.chosen)


def failures_for(user: User) -> QuerySet[Failure]:
    rows = Failure.objects.filter(dealer__in=dealers_for(user))
    return rows.select_related("provider", "dealer", "asset__product", "reported_by", "assessed_by")
