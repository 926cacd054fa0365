"""A company's own templates: the text of an agreement kept to begin others from."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import Beginning, begin
from sanbao.apps.agreements.models import Agreement, OwnTemplate, Version
from sanbao.apps.journal import actions as journal
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

PREFIX = "MB"


@dataclass(frozen=True, slots=True)
class Saved:
    """What a template is to be called. keeps_values: what was filled in is its usual value."""

    title: str
    note: str = ""
    keeps_values: bool = False


@transaction.atomic
def save_template(
    version: Version, wanted: Saved, *, by: User, at: datetime, key: UUID | None = None
) -> OwnTemplate:
    """The text of a version as a template; its blanks are open again. Same `key`, same template.

    Raises Refused without a title, and for the title of one that is offered already.
    """
    provider = version.agreement.provider
    # Two of one title, saved at once, are told of each other.
    Provider.objects.select_for_update(of=("self",)).get(pk=provider.pk)
    key = key or uuid4()
    if (known := OwnTemplate.objects.filter(key=key).first()) is not None:
        if known.provider_id != provider.pk:
            raise Refused(Message("this key belongs to something else"), field="key")
        return known
    title = free_title(wanted.title, provider_id=provider.pk)
    day = china_day(at)
    made = OwnTemplate.objects.create(
        key=key,
        provider=provider,
        code=journal.next_code(PREFIX, provider=provider, on=day),
        title=title,
        note=wanted.note.strip()[:200],
        source=queries.exported(version) if wanted.keeps_values else version.source,
        made_from=version,
        saved_at=at,
        saved_by=by,
    )
    about = {"title": title, "made_from": f"{version.agreement.code} v{version.number}"}
    journal.record("template.saved", made.code, provider=provider, at=at, by=by, details=about)
    return made


def free_title(title: str, *, provider_id: int) -> str:
    title = " ".join(title.split())[:160]
    if not title:
        raise Refused(Message("the title is missing"), field="title")
    offered = OwnTemplate.objects.filter(provider_id=provider_id, retired_at__isnull=True)
    if offered.filter(title=title).exists():
        raise Refused(Message("there is a template with this title already"), field="title")
    return title


@transaction.atomic
def retire_template(template: OwnTemplate, *, by: User, at: datetime) -> OwnTemplate:
    """Offered no more; agreements made from it stay as they are. Asked twice, done once."""
    template = OwnTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if template.retired_at is None:
        template.retired_at, template.retired_by = at, by
        template.save(update_fields=["retired_at", "retired_by"])
        journal.record(
            "template.retired", template.code, provider=template.provider_id, at=at, by=by
        )
    return template


def create_from_own(
    template: OwnTemplate,
    *,
    title: str,
    counterparty: str,
    by: User,
    at: datetime,
    key: UUID | None = None,
) -> Agreement:
    """A draft from one of the company's own templates; its usual values stand in the blanks."""
    if template.retired_at is not None:
        raise Refused(Message("this template has been retired"))
    document = queries.document(template.source)
    beginning = Beginning(
        document.slug, template.source, queries.usual(document), {"from_template": template.title}
    )
    parties = {"counterparty": counterparty.strip()}
    return begin(beginning, title=title, parties=parties, by=by, at=at, key=key)
