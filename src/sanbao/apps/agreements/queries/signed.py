"""Which agreements a person may see, and which version of one holds on a day."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements.models import (
    Agreement,
    AgreementState,
    Signature,
    Suspension,
    Version,
)
from sanbao.apps.parties.queries import customer_of, dealer_of
from sanbao.rules.binding import Side
from sanbao.rules.signing import RUNNING, state_on

COMING = "coming"
TONES: dict[str, str] = {
    AgreementState.IN_REVIEW: "blue",
    AgreementState.SIGNED_BY_ONE: "blue",
    AgreementState.SIGNED: "blue",
    AgreementState.IN_FORCE: "green",
    AgreementState.SUSPENDED: "yellow",
    AgreementState.EXPIRING: "orange",
    AgreementState.EXPIRED: "orange",
}


def agreements_for(user: User) -> QuerySet[Agreement]:
    """The staff of a provider reads its agreements, the other party those that are its own.

    Its own is what names it as the dealer or customer and has left the draft: it may sign there.
    """
    rows = Agreement.objects.filter(provider_id=user.provider_id)
    if not user.has_role(*STAFF):
        rows = rows.filter(theirs(user)).exclude(state=AgreementState.DRAFT)
    versions = Version.objects.defer("source", "blanks").order_by("-number")
    return rows.select_related("dealer", "customer").prefetch_related(
        Prefetch("versions", versions)
    )


def theirs(user: User, path: str = "") -> Q:
    """What names the dealer or the customer that signs in as `user`; nothing for anybody else."""
    mine = Q(pk__in=[])
    if user.has_role(Role.DEALER) and (dealer := dealer_of(user)):
        mine |= Q(**{f"{path}dealer": dealer})
    if user.has_role(Role.CUSTOMER) and (customer := customer_of(user)):
        mine |= Q(**{f"{path}customer": customer})
    return mine


def versions_for(user: User) -> QuerySet[Version]:
    """The versions that a person may see; of a draft the other party sees nothing."""
    rows = Version.objects.filter(agreement__provider_id=user.provider_id)
    if not user.has_role(*STAFF):
        rows = rows.filter(theirs(user, "agreement__")).exclude(state=AgreementState.DRAFT)
    return rows.select_related("agreement__main", "put_in_force_by", "acknowledged_by")


def to_sign(user: User) -> QuerySet[Version]:
    """The versions that wait for the signature of the other party that `user` speaks for."""
    signed = Signature.objects.filter(
        version=OuterRef("pk"), side=Side.COUNTERPARTY, voided_at__isnull=True
    )
    waiting = (AgreementState.IN_REVIEW, AgreementState.SIGNED_BY_ONE)
    return versions_for(user).filter(~Exists(signed), state__in=waiting)


def versions_about(provider_id: int) -> QuerySet[Version]:
    """All versions of a provider with what their papers need; who may read one is asked apart."""
    rows = Version.objects.filter(agreement__provider_id=provider_id)
    return rows.select_related(
        "agreement__provider",
        "agreement__dealer",
        "agreement__customer",
        "agreement__main",
        "put_in_force_by",
    )


def pauses_on(day: date) -> QuerySet[Suspension]:
    """Suspensions in which a day lies: on the day it is resumed an agreement holds again."""
    return Suspension.objects.filter(
        Q(resumed_on__isnull=True) | Q(resumed_on__gt=day), starts_on__lte=day
    )


def is_suspended(agreement_id: int, *, on: date) -> bool:
    """Whether nothing new is promised by the agreement on a day."""
    return pauses_on(on).filter(agreement=agreement_id).exists()


def versions_in_force(provider_id: int, *, on: date) -> QuerySet[Version]:
    """Every version of the provider that holds on a day, in the order in which they override."""
    paused = pauses_on(on).filter(agreement=OuterRef("agreement"))
    return (
        Version.objects.filter(
            ~Exists(paused),
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            Q(agreement__ended_on__isnull=True) | Q(agreement__ended_on__gte=on),
            agreement__provider_id=provider_id,
            put_in_force_at__isnull=False,
            starts_on__lte=on,
        )
        .select_related("agreement")
        .order_by("agreement_id", "-starts_on", "-number")
    )


def version_in_force(agreement: Agreement, *, on: date) -> Version | None:
    """The version that holds on a day: of several the one that starts last, then the newest."""
    return next(iter(versions_that_day(agreement.provider_id, agreement.pk, on)), None)


@prepared
def versions_that_day(provider_id: int, agreement_id: int, on: date) -> QuerySet[Version]:
    return versions_in_force(provider_id, on=on).filter(agreement_id=agreement_id)[:1]


def draft_of(agreement: Agreement) -> Version | None:
    """The version being drawn up, if any; there is never more than one."""
    return Version.objects.filter(agreement=agreement, put_in_force_at__isnull=True).first()


def last_in_force(agreement: Agreement) -> Version | None:
    """The newest version that was ever put in force."""
    signed = Version.objects.filter(agreement=agreement, put_in_force_at__isnull=False)
    return signed.order_by("number").last()


def versions_of(agreement: Agreement) -> QuerySet[Version]:
    """All versions, the newest first, without their text."""
    rows = Version.objects.filter(agreement=agreement).defer("source", "blanks")
    return rows.select_related("put_in_force_by").order_by("-number")


def standing(agreement: Agreement, *, on: date) -> str:
    """The state on a day, by the calendar too; from its prefetched versions.

    `coming` for one that is in force only from a later day on.
    """
    signed = [version for version in agreement.versions.all() if version.put_in_force_at]
    if not signed or agreement.state not in RUNNING:
        return agreement.state
    if all(version.starts_on and version.starts_on > on for version in signed):
        return COMING
    ends = [version.ends_on for version in signed if version.ends_on]
    last = max(ends) if len(ends) == len(signed) else None
    return state_on(agreement.state, ends_on=last, on=on)


def standing_words(agreement: Agreement, *, on: date) -> tuple[str, str]:
    """How an agreement stands on a day, in words and a colour; from its prefetched versions."""
    state = standing(agreement, on=on)
    if state == COMING:
        return _("signed, not yet in force"), "blue"
    if agreement.ended_on and agreement.ended_on >= on:
        day = agreement.ended_on.isoformat()
        return _("in force until %(day)s, then over") % {"day": day}, "orange"
    return str(AgreementState(state).label), TONES.get(state, "secondary")
