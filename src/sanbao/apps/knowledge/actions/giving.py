"""Reading is put on record, and so is which documents a unit came with."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.journal import actions as journal
from sanbao.apps.knowledge.actions.writing import say
from sanbao.apps.knowledge.facts import HANDED_OVER
from sanbao.apps.knowledge.models import Article, Edition, Handover, Kind, ReadReceipt
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.knowledge import missing
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.terms import After, OneOff


@transaction.atomic
def read(edition: Edition, *, by: User, at: datetime) -> ReadReceipt:
    """I have read it. The first of a dealer's people to say so: the dealer has it (P2-1.3).

    What was promised for the launch of the product, told under its number, is kept by it.
    """
    dealer = parties.dealer_of(by)
    receipt, is_new = ReadReceipt.objects.get_or_create(
        edition=edition, user=by, defaults={"dealer": dealer, "read_at": at}
    )
    if not is_new:
        return receipt
    article = edition.article
    say("article.read", article, by=by, at=at, dealer=dealer.code if dealer else "")
    if dealer is not None and article.product is not None and article.kind == Kind.REPAIR:
        obligations.happened(
            article.provider_id,
            ("dealer", dealer.code),
            HANDED_OVER,
            at=at,
            by=by,
            period=article.product.code,
        )
    return receipt


@transaction.atomic
def launch(article: Article, *, by: User, at: datetime) -> int:
    """The product is new: its repair documents are owed to the dealers (P2-1.3), told under its
    number. Returns how many duties stand for it.
    """
    if article.product is None or article.kind != Kind.REPAIR:
        raise Refused(
            Message("at a launch the repair documents of the product are owed"), field="is_launch"
        )
    event = obligations.Event(After.PRODUCT_LAUNCHED, on=china_day(at), period=article.product.code)
    newest = agreements.versions_in_force(article.provider_id, on=china_day(at))
    newest = newest.select_related("agreement__provider").distinct("agreement_id")
    return sum(
        len(obligations.tell_event(version.agreement, event, at=at, by=by))
        for version in newest
        if owes_at_launch(version)
    )


def owes_at_launch(version: agreements.Version) -> bool:
    return any(
        isinstance(term, OneOff) and term.after is After.PRODUCT_LAUNCHED
        for term in agreements.terms(version).terms
    )


@transaction.atomic
def hand_over(
    asset: assets.Asset,
    editions: Sequence[Edition],
    *,
    received_by_name: str,
    key: UUID,
    by: User,
    at: datetime,
) -> Handover:
    """Documents go to whoever has the unit. Only the full set keeps what was promised (P6-6.1)."""
    if not editions:
        raise Refused(Message("choose what is handed over"), field="editions")
    given = given_before(asset) | {edition.article.kind for edition in editions}
    made, is_new = Handover.objects.get_or_create(
        key=key,
        defaults={
            "provider": asset.provider,
            "asset": asset,
            "is_complete": not missing(given),
            "received_by_name": received_by_name.strip(),
            "handed_at": at,
            "handed_by": by,
        },
    )
    if made.asset_id != asset.pk:
        raise Refused(Message("this key belongs to something else"), field="key")
    if not is_new:
        return made
    made.editions.set(editions)
    journal.record(
        "asset.documents_handed_over",
        asset.serial,
        provider=asset.provider_id,
        at=at,
        by=by,
        details={
            "documents": [edition.article.code for edition in editions],
            "complete": made.is_complete,
            "to": made.received_by_name,
        },
    )
    if made.is_complete:
        subject = ("asset", asset.serial)
        obligations.happened(asset.provider_id, subject, HANDED_OVER, at=at, by=by)
    return made


def given_before(asset: assets.Asset) -> set[str]:
    """The kinds of document that the unit has had before."""
    rows = Handover.objects.filter(asset=asset)
    return set(rows.values_list("editions__article__kind", flat=True))
