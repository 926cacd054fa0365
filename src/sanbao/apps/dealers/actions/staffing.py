"""Who repairs for a dealer: named, and left again; each change is told to the provider (P2-2.2)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.actions.row import is_of_dealer, lock, say
from sanbao.apps.dealers.facts import Leaving, Naming
from sanbao.apps.dealers.models import Post, PostKind
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import actions as registering
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.organisation import told_late

NOT_TOLD = gettext_noop("a change of repair staff was not told to the provider in time")


@transaction.atomic
def name_staff(dealer: parties.Dealer, naming: Naming, *, by: User, at: datetime) -> Post:
    """Somebody is head of repair or repair staff from a day on. A new head follows the one before.

    What the dealer enters is told by that; what the provider enters may have been told, or found
    out. Named already, in the same post, is one and the same naming.
    """
    dealer = lock(dealer)
    told_on = heard_on(naming.told_on, since=naming.since_on, by=by, at=at)
    person = person_of(dealer, naming)
    posts = Post.objects.filter(dealer=dealer, kind=naming.kind, ended_at__isnull=True)
    if (same := posts.filter(person=person).first()) is not None:
        return same
    if naming.kind == PostKind.HEAD:
        for former in posts:
            close(former, Leaving(max(naming.since_on, former.since_on), told_on), by=by, at=at)
    post = Post.objects.create(
        provider_id=dealer.provider_id,
        dealer=dealer,
        person=person,
        kind=naming.kind,
        since_on=naming.since_on,
        told_on=told_on,
        named_at=at,
        named_by=by,
    )
    tell("dealer.staff_named", post, changed_on=naming.since_on, told_on=told_on, by=by, at=at)
    return post


def heard_on(told_on: date | None, *, since: date, by: User, at: datetime) -> date | None:
    """The day on which the provider was told: today, when the dealer enters it himself."""
    today = china_day(at)
    if since > today:
        raise Refused(
            Message("the change lies in the future; enter it on its day"), field="since_on"
        )
    if is_of_dealer(by):
        return today
    if told_on is not None and told_on > today:
        raise Refused(Message("it cannot have been told in the future"), field="told_on")
    return told_on


def person_of(dealer: parties.Dealer, naming: Naming) -> parties.Person:
    """One of the dealer's people by this name, or a new one."""
    name = naming.name.strip()
    if not name:
        raise Refused(Message("the name is missing"), field="name")
    rows = parties.Person.objects.filter(dealer=dealer, name=name).order_by("id")
    found = rows.first()
    if found is not None:
        return found
    provider = parties.Dealer.objects.select_related("provider").get(pk=dealer.pk).provider
    return registering.create_person(name, provider=provider, phone=naming.phone, belongs_to=dealer)


@transaction.atomic
def end_staff(post: Post, leaving: Leaving, *, by: User, at: datetime) -> Post:
    """Somebody repairs for the dealer no more."""
    lock(post.dealer)
    post = Post.objects.select_related("dealer", "person").get(pk=post.pk)
    if post.ended_at is not None:
        return post
    if leaving.until_on < post.since_on:
        raise Refused(Message("that lies before the first day"), field="until_on")
    told_on = heard_on(leaving.told_on, since=leaving.until_on, by=by, at=at)
    return close(post, Leaving(leaving.until_on, told_on), by=by, at=at)


def close(post: Post, leaving: Leaving, *, by: User, at: datetime) -> Post:
    post.until_on, post.end_told_on = leaving.until_on, leaving.told_on
    post.ended_at, post.ended_by = at, by
    post.save(update_fields=["until_on", "end_told_on", "ended_at", "ended_by"])
    changed_on, told_on = leaving.until_on, leaving.told_on
    tell("dealer.staff_ended", post, changed_on=changed_on, told_on=told_on, by=by, at=at)
    return post


@transaction.atomic
def hear_of(post: Post, *, told_on: date | None = None, by: User, at: datetime) -> Post:
    """A change that was found out has now been told by the dealer."""
    lock(post.dealer)
    post = Post.objects.select_related("dealer", "person").get(pk=post.pk)
    day = heard_on(told_on or china_day(at), since=post.since_on, by=by, at=at)
    post.told_on = post.told_on or day
    if post.ended_at is not None:
        post.end_told_on = post.end_told_on or day
    post.save(update_fields=["told_on", "end_told_on"])
    say("dealer.staff_told", post.dealer, by=by, at=at, who=post.person.name, told_on=f"{day}")
    if not queries.untold(post.dealer).exists():
        restore(post.dealer, by=by, at=at)
    return post


def tell(
    happening: str,
    post: Post,
    *,
    changed_on: date,
    told_on: date | None,
    by: User,
    at: datetime,
) -> None:
    """Put a change on record; late, or never told, it is a lapse of what 2.1 keeps up."""
    say(
        happening,
        post.dealer,
        by=by,
        at=at,
        who=post.person.name,
        post=post.kind,
        changed_on=f"{changed_on}",
        told_on=f"{told_on}" if told_on else "",
    )
    standing = queries.standing_of(post.dealer, on=china_day(at))
    if any(told_late(term, changed_on=changed_on, told_on=told_on) for term in standing.asked):
        lapse(post.dealer, reason=NOT_TOLD, by=by, at=at)
        if told_on is not None:
            restore(post.dealer, by=by, at=at)


def lapse(dealer: parties.Dealer, *, reason: str, by: User, at: datetime) -> None:
    """The organisation is not kept up: the clause draws what follows."""
    for duty in queries.upkeep_of(dealer):
        obligations.lapse(duty.pk, reason=reason, by=by, at=at)


def restore(dealer: parties.Dealer, *, by: User, at: datetime) -> None:
    for duty in queries.upkeep_of(dealer).filter(state="lapsed"):
        obligations.restore(duty.pk, by=by, at=at)
