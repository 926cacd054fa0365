"""Drawing up an agreement from a shipped template, filling its blanks, revising it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from sanbao import templates
from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.models import Agreement, Version, VersionKind
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties.queries import Customer, Dealer
from sanbao.rules.binding import Facts
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.signing import MOVES, Step
from sanbao.rules.source import TermsError

PREFIX = "XY"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first version of a new agreement says. template: the slug that its text names.

    about: particulars for the journal.
    """

    template: str
    source: str
    blanks: Mapping[str, str]
    about: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def create(
    template: str,
    *,
    title: str,
    counterparty: str,
    by: User,
    at: datetime,
    dealer: Dealer | None = None,
    customer: Customer | None = None,
    key: UUID | None = None,
) -> Agreement:
    """A draft of `by`'s company with its first version. The same `key` gives the same draft.

    dealer, customer: the other party where it is on record; its name is then `counterparty`'s.
    """
    if template not in templates.SLUGS:
        raise Refused(Message("there is no such template"), field="template")
    source = templates.read(template)
    beginning = Beginning(template, source, queries.usual(queries.document(source)))
    party = {"counterparty": counterparty.strip() or str(dealer or customer or "")}
    parties = {**party, "dealer": dealer, "customer": customer}
    return begin(beginning, title=title, parties=parties, by=by, at=at, key=key)


@transaction.atomic
def begin(
    beginning: Beginning,
    *,
    title: str,
    parties: Mapping[str, object],
    by: User,
    at: datetime,
    key: UUID | None = None,
) -> Agreement:
    """A draft of `by`'s company with its first version. The same `key` gives the same draft.

    parties: fields of the agreement that say with whom it is.
    """
    if not title.strip():
        raise Refused(Message("the title is missing"), field="title")
    provider, day = by.provider, china_day(at)
    if key is not None and Agreement.objects.filter(key=key).exclude(provider=provider).exists():
        raise Refused(Message("this key belongs to something else"), field="key")
    first: dict[str, object] = {
        "code": lambda: journal.next_code(PREFIX, provider=provider, on=day),
        "title": title.strip(),
        "template": beginning.template,
        "created_at": at,
        "created_by": by,
        **parties,
    }
    agreement, is_new = Agreement.objects.get_or_create(
        key=key or uuid4(), provider=provider, defaults=first
    )
    if is_new:
        agreement.versions.create(number=1, source=beginning.source, blanks=dict(beginning.blanks))
        journal.record(
            "agreement.created",
            agreement.code,
            provider=provider,
            at=at,
            by=by,
            now=agreement.state,
            details=dict(beginning.about),
        )
    return agreement


@transaction.atomic
def fill_blanks(version: Version, values: Mapping[str, str], *, by: User, at: datetime) -> Version:
    """Write `values` into the blanks of a draft; "" opens a blank, one not named stays as it is.

    Raises Refused, naming the blank, for what its kind does not allow, and for a version that has
    been in force: it never changes.
    """
    agreement = writable(version)
    changed = checked(version, values)
    version.blanks = {name: value for name, value in (version.blanks | changed).items() if value}
    version.save(update_fields=["blanks"])
    journal.record(
        "agreement.filled",
        agreement.code,
        provider=agreement.provider_id,
        at=at,
        by=by,
        details={"version": version.number, "blanks": version.blanks},
    )
    return version


def checked(version: Version, values: Mapping[str, str]) -> dict[str, str]:
    asked = {parameter.name: parameter for parameter in queries.document(version.source).parameters}
    kept = {}
    for name, written in values.items():
        if name not in asked:
            raise Refused(Message("there is no such blank"), field=name)
        try:
            kept[name] = asked[name].checked(written) if written.strip() else ""
        except TermsError as error:
            raise Refused(error.message, field=name) from None
    return kept


@transaction.atomic
def new_version(
    agreement: Agreement,
    *,
    by: User,
    at: datetime,
    kind: str = VersionKind.AMENDMENT,
    changes: str = "",
) -> Version:
    """A draft that follows the version in force, with its terms; asked twice, the same draft.

    kind: an amendment overrides terms, a supplement adds to them (P2-11); changes: which.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if draft := queries.draft_of(agreement):
        return draft
    MOVES.advance(agreement.state, Step.REVISE, Facts())
    last = agreement.versions.order_by("-number")[0]  # an agreement is made with its first version
    draft = agreement.versions.create(
        number=last.number + 1,
        kind=VersionKind(kind),
        changes=changes.strip()[:400],
        source=last.source,
        blanks=queries.values(last),
    )
    journal.record(
        "agreement.revised",
        agreement.code,
        provider=agreement.provider_id,
        at=at,
        by=by,
        details={"version": draft.number, "kind": draft.kind, "changes": draft.changes},
    )
    return draft


def writable(version: Version) -> Agreement:
    """The agreement, locked, of a version that may still be written in. Raises Refused if not."""
    agreement = locked(version)
    if version.put_in_force_at is not None:
        raise Refused(Message("a version that has been in force never changes"))
    MOVES.advance(version.state, Step.EDIT, Facts())
    return agreement


def locked(version: Version) -> Agreement:
    """The agreement, locked; the version fresh, and knowing that very row as its agreement."""
    agreement = Agreement.objects.select_for_update().get(pk=version.agreement_id)
    version.refresh_from_db()
    version.agreement = agreement
    return agreement
