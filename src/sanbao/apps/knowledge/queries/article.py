"""Which articles there are, for whom."""

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.knowledge.models import Article, Audience, Edition, EditionState

WRITERS = (Role.DESK, Role.MANAGER, Role.QUALITY)
# Who hands documents over with a unit.
GIVES = (Role.DESK, Role.ENGINEER, Role.MANAGER)
OUTSIDE = (Role.DEALER, Role.CUSTOMER)
READERS = (*STAFF, *OUTSIDE)


def is_writer(user: User) -> bool:
    return user.has_role(*WRITERS)


def open_to(user: User) -> Q:
    """Whose articles: the company's all for its staff, a dealer's and a customer's what is open."""
    if user.has_role(*STAFF):
        return Q()
    if user.has_role(Role.DEALER):
        return Q(audience__in=[Audience.DEALERS, Audience.ALL])
    if user.has_role(Role.CUSTOMER):
        return Q(audience=Audience.ALL)
    return Q(pk__in=[])


def articles_for(user: User) -> QuerySet[Article]:
    """Published ones for every reader; drafts for those who write."""
    rows = Article.objects.filter(open_to(user), provider_id=user.provider_id)
    rows = rows.select_related("provider", "product")
    if is_writer(user):
        return rows
    return rows.filter(editions__state=EditionState.PUBLISHED)


def editions_for(user: User) -> QuerySet[Edition]:
    """What is published, and open to the reader."""
    return Edition.objects.filter(
        state=EditionState.PUBLISHED, article__in=articles_for(user).values("pk")
    ).select_related("article__product", "file")


def history_of(article: Article) -> QuerySet[Edition]:
    """Its editions, the newest first."""
    rows = Edition.objects.filter(article=article).select_related("published_by", "written_by")
    return rows.select_related("file").order_by("-number")
