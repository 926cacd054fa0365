"""Which services are to be followed up."""

from datetime import timedelta

from django.core import signing
from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.columns import joined, named
from sanbao.apps.visits.models import FollowUp

# A link is answered within this time of being given.
LINK_LASTS = timedelta(days=14)
SALT = "follow-up"
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


def link_token(follow_up: FollowUp) -> str:
    """What the link of a follow-up carries: signed by us, and good for LINK_LASTS from now on."""
    return signing.dumps(follow_up.pk, salt=SALT)


def by_link(token: str) -> FollowUp | None:
    """The follow-up behind a link, whoever asks; None for one that is not ours or too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None
    rows = FollowUp.objects.filter(pk=pk)
    return rows.select_related("provider", "case__asset__product", "case__provider").first()
