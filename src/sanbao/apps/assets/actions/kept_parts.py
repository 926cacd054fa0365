"""What the law has the maker keep up for goods that are not made any more: their spare parts."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.assets.models import Asset
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as duties
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.facts import Category, DateName
from sanbao.rules.span import Span
from sanbao.rules.statute.article import Topic
from sanbao.rules.statute.table import floor
from sanbao.rules.terms import Deed, Each, Party, Upkeep

NOT_KEPT = gettext_noop("by what is known of the product now the law has nothing kept for it")


def raise_kept_parts(
    reign: duties.Reign, rows: QuerySet[Asset], *, at: datetime, by: User | None
) -> int:
    """Raise, once a product whatever it was sold under, the years of spare parts that a consumer
    has by law since the last one was made. Whatever an agreement promises besides stands beside it.
    """
    until = china_day(at + obligations.HORIZON)
    return sum(
        obligations.raise_lasting(reign.version, term, [subject], until=until, at=at, by=by)
        for term, subject in kept_by_law(reign.version.agreement.provider_id, rows)
    )


def raise_kept_of_product(
    provider_id: int, code: str, *, at: datetime, by: User | None = None
) -> int:
    """A product was changed: what the law has kept for it is owed from now on, counted anew from
    another last day of production, or ended where nothing is owed any more.
    """
    units = Asset.objects.filter(provider_id=provider_id, product__code=code)
    if not list(kept_by_law(provider_id, units)):
        ended = obligations.cancel_all(
            provider_id, ("product", code), reason=NOT_KEPT, at=at, by=by
        )
        return -len(ended)
    of = duties.signed_agreements(provider_id)
    return sum(
        raise_kept_parts(reign, units.filter(agreement_id=reign.version.agreement_id), at=at, by=by)
        for reign in obligations.current_reigns(of, at=at)
    )


def kept_by_law(
    provider_id: int, rows: QuerySet[Asset]
) -> Iterator[tuple[Upkeep, obligations.Subject]]:
    """Each product of consumers that is made no more, with what the law gives for its kind."""
    consumers = rows.filter(
        customer__kind=parties.CustomerKind.CONSUMER, product__production_ended_on__isnull=False
    ).exclude(product__category="")
    named = consumers.values_list(
        "product__code", "product__name", "product__category", "product__production_ended_on"
    )
    found = list(named.order_by("product__code").distinct())
    manager = parties.heads_of(provider_id).manager if found else None
    for code, name, category, ended in found:
        if ended is None:
            continue
        law = floor(Category(category), on=ended, province=None, consumer=True, followed=False)
        row = law.first(Topic.PARTS_KEPT)
        if row is None or not isinstance(row.figure, Span):
            continue
        # The last day on which the model was made stands for the day that its parts count from.
        term = Upkeep(
            kind="upkeep",
            clause=row.article.id,
            what=Deed.PARTS_AVAILABLE,
            by=Party.PROVIDER,
            each=Each.ASSET,
            start=DateName.MADE,
            span=row.figure,
            outlives=True,
        )
        yield (
            term,
            obligations.Subject(
                "product",
                code,
                label=name,
                dates={DateName.MADE.value: ended},
                product=code,
                owner=manager,
            ),
        )
