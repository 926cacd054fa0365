"""Finding articles by words, also by words written nearly right."""

from collections.abc import Sequence

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q

from sanbao.apps.accounts.access import User
from sanbao.apps.knowledge.facts import cut, query_of
from sanbao.apps.knowledge.models import Edition, Word
from sanbao.apps.knowledge.queries.article import editions_for
from sanbao.rules.knowledge import deletions, is_near, units

LONGEST_QUESTION = 400
MOST_NEAR = 200


def search_for(
    user: User, text: str, *, product: str = "", kind: str = "", most: int = 20
) -> list[Edition]:
    """The articles with most of the words, best first; those of the product before others.

    product: number of the product asked about; articles of other products are left out then.
    Four queries, however much is written: the words that we know, those nearly right, the answer.
    """
    words = meant(user.provider_id, cut(text.replace("\x00", "")[:LONGEST_QUESTION]))
    if not words:
        return []
    asked = SearchQuery(query_of(words), search_type="raw", config="simple")
    rows = editions_for(user).filter(words=asked)
    if product:
        rows = rows.filter(Q(article__product__code=product) | Q(article__product__isnull=True))
    if kind:
        rows = rows.filter(article__kind=kind)
    rank = SearchRank(F("words"), asked)
    return list(rows.annotate(rank=rank).order_by("-rank", "-id")[:most])


def meant(provider_id: int, pieces: Sequence[str]) -> list[str]:
    """The words of our own that the pieces are, or are nearly."""
    if not pieces:
        return []
    known = known_of(provider_id, pieces)
    asked = units(pieces, known)
    unknown = [word for word in asked if word not in known and len(word) > 1]
    return sorted({*(word for word in asked if word in known), *near(provider_id, unknown)})


def known_of(provider_id: int, words: Sequence[str]) -> set[str]:
    rows = Word.objects.filter(provider_id=provider_id, text__in=words)
    return set(rows.values_list("text", flat=True))


def near(provider_id: int, words: Sequence[str]) -> set[str]:
    """Words of ours that differ by one character from one of these; one query for all of them."""
    if not words:
        return set()
    shorter = sorted({piece for word in words for piece in deletions(word)})
    rows = Word.objects.filter(provider_id=provider_id, deletions__overlap=shorter)
    found = rows.order_by("text").values_list("text", flat=True)[:MOST_NEAR]
    return {text for text in found if any(is_near(text, word) for word in words)}
