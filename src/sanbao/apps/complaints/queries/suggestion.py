"""Which suggestions there are, for whom."""

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.complaints.models import Suggestion
from sanbao.apps.complaints.queries.complaint import concerns

READERS = (
    Role.DESK,
    Role.DISPATCHER,
    Role.MANAGER,
    Role.QUALITY,
    Role.MARKETING,
    Role.AUDITOR,
)


def reads_suggestions(user: User) -> bool:
    """Whether `user` reads all of the company, and who looks after each."""
    return user.has_role(*READERS)


def suggestions_for(user: User) -> QuerySet[Suggestion]:
    """All of the company for its staff who answer them; own ones, and those of one's customer."""
    rows = Suggestion.objects.filter(provider_id=user.provider_id).select_related(
        "provider", "customer", "dealer", "asset", "owner", "answered_by", "version__agreement"
    )
    return rows if reads_suggestions(user) else rows.filter(concerns(user) | Q(owner=user))
