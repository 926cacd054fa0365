"""Reading forms, records and files."""

from django.db.models import QuerySet

from sanbao.apps.accounts.columns import joined, named
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.evidence.models import Attachment as Attachment
from sanbao.apps.evidence.models import FormDefinition as FormDefinition
from sanbao.apps.evidence.models import Record as Record
from sanbao.apps.evidence.models import Transfer as Transfer
from sanbao.apps.journal import queries as journal
from sanbao.rules.form import Form, parse


def form(kind: str) -> FormDefinition:
    """The newest version of a form. Raises FormDefinition.DoesNotExist for an unknown kind."""
    if found := newest(kind):
        return found[0]
    raise FormDefinition.DoesNotExist


@prepared
def newest(kind: str) -> QuerySet[FormDefinition]:
    return FormDefinition.objects.filter(kind=kind).order_by("-version")[:1]


def asked(definition: FormDefinition) -> Form:
    """The definition as the rules know it."""
    return parse(
        {
            "kind": definition.kind,
            "title": definition.title,
            "questions": definition.questions,
        }
    )


def newest_forms() -> QuerySet[FormDefinition]:
    """Each form once, in its newest version."""
    return FormDefinition.objects.order_by("kind", "-version").distinct("kind")


def content_of(attachment: Attachment) -> bytes:
    with attachment.file.open("rb") as stored:
        content: bytes = stored.read()
    return content


def attachments_of(provider_id: int, kind: str, code: str) -> QuerySet[Attachment]:
    """The files of one subject, oldest first."""
    return attachments_about(provider_id, (kind, code))


def attachments_about(provider_id: int, *subjects: tuple[str, str]) -> QuerySet[Attachment]:
    """The same for several subjects together."""
    rows = Attachment.objects.filter(journal.about(*subjects), provider_id=provider_id)
    return rows.order_by("id")


def records_of(provider_id: int, kind: str, code: str) -> QuerySet[Record]:
    """The records about one subject, oldest first."""
    return records_about(provider_id, (kind, code))


def records_about(provider_id: int, *subjects: tuple[str, str]) -> QuerySet[Record]:
    """The same for several subjects together."""
    rows = Record.objects.filter(journal.about(*subjects), provider_id=provider_id)
    form = ("form__kind", "form__title", "form__questions")
    return joined(rows, *form, *named("filled_by")).order_by("id")


def latest_record(provider_id: int, subject: tuple[str, str], form_kind: str) -> Record | None:
    """The newest record of one form about a subject: a correction is a further record."""
    return next(iter(latest(provider_id, *subject, form_kind)), None)


@prepared
def latest(provider_id: int, kind: str, code: str, form_kind: str) -> QuerySet[Record]:
    rows = records_of(provider_id, kind, code).filter(form__kind=form_kind)
    return rows.order_by("-id")[:1]
