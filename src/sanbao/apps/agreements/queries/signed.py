"""Which agreements a person may see, and which version of one holds on a day."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import STAFF, User
from sanbao.apps.agreements.models import Agreement, AgreementState, Version


def agreements_for(user: User) -> QuerySet[Agreement]:
    """The staff of a provider reads its agreements; for customers and dealers there are none."""
    rows = Agreement.objects.filter(provider_id=user.provider_id)
    rows = rows if user.has_role(*STAFF) else rows.none()
    versions = Version.objects.defer("source", "blanks").order_by("-number")
    return rows.select_related("dealer").prefetch_related(Prefetch("versions", versions))


def versions_for(user: User) -> QuerySet[Version]:
    """The versions of the agreements that a person may see."""
    rows = Version.objects.filter(agreement__provider_id=user.provider_id)
    rows = rows if user.has_role(*STAFF) else rows.none()
    return rows.select_related("agreement", "put_in_force_by")


def versions_about(provider_id: int) -> QuerySet[Version]:
    """All versions of a provider with what their papers need; who may read one is asked apart."""
    rows = Version.objects.filter(agreement__provider_id=provider_id)
    return rows.select_related("agreement__provider", "agreement__dealer", "put_in_force_by")


def versions_in_force(provider_id: int, *, on: date) -> QuerySet[Version]:
    """Every version of the provider that holds on a day, in the order in which they override."""
    return (
        Version.objects.filter(
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
    return versions_in_force(agreement.provider_id, on=on).filter(agreement=agreement).first()


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


def standing_words(agreement: Agreement, *, on: date) -> tuple[str, str]:
    """How an agreement stands on a day, in words and a colour; from its prefetched versions."""
    if agreement.state == AgreementState.DRAFT:
        return _("draft"), "secondary"
    if agreement.state == AgreementState.ENDED:
        return _("ended"), "secondary"
    signed = [version for version in agreement.versions.all() if version.put_in_force_at]
    if any(holds(version, on=on) for version in signed):
        return _("in force"), "green"
    if any(version.starts_on and version.starts_on > on for version in signed):
        return _("signed, not yet in force"), "blue"
    return _("expired"), "orange"


def holds(version: Version, *, on: date) -> bool:
    starts_on, ends_on = version.starts_on, version.ends_on
    return starts_on is not None and starts_on <= on and (ends_on is None or ends_on >= on)
