"""Which services are to be followed up."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.columns import joined, named
from sanbao.apps.visits.models import FollowUp

CALLERS = (Role.DESK, Role.MANAGER, Role.QUALITY, Role.AUDITOR)


def follow_ups_for(user: User) -> QuerySet[FollowUp]:
    follow_ups = FollowUp.objects.filter(provider_id=user.provider_id).select_related(
        "provider",
        "record",
        "done_by",
        "case__provider",
        "case__customer",
        "case__asset__product",
        "case__asset__site",
    )
    return follow_ups if user.has_role(*CALLERS) else follow_ups.none()


def open_follow_ups(user: User) -> QuerySet[FollowUp]:
    return follow_ups_for(user).filter(done_at__isnull=True)


def follow_ups_of(case_id: int) -> QuerySet[FollowUp]:
    """The follow-ups of one case, oldest first."""
    return joined(FollowUp.objects.filter(case_id=case_id), *named("done_by")).order_by("id")
