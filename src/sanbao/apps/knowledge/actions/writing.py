"""An article is drafted, revised and published; what it said before is superseded."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid5

from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence.actions.pictures import Upload
from sanbao.apps.journal import actions as journal
from sanbao.apps.knowledge.facts import PREFIX, Writing, cut, vector_of
from sanbao.apps.knowledge.models import Article, Edition, EditionState, Word
from sanbao.rules.deadline import china_day
from sanbao.rules.knowledge import MOVES, Facts, Step, deletions
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

FIELDS = ("kind", "product", "fault")


@transaction.atomic
def draft(
    writing: Writing,
    *,
    upload: "Upload | None" = None,
    provider: Provider,
    by: User,
    at: datetime,
) -> Article:
    """A new article with its first draft. The same key is the same article."""
    article, is_new = Article.objects.get_or_create(
        key=writing.key,
        defaults={
            "provider": provider,
            "code": journal.next_code(PREFIX, provider=provider, on=china_day(at)),
            "case_code": writing.case_code,
            "created_at": at,
            "created_by": by,
            "audience": writing.audience,
            **{name: getattr(writing, name) for name in FIELDS},
        },
    )
    if article.provider_id != provider.pk:
        raise Refused(Message("this form has been sent before; open it anew"))
    if is_new:
        write(article, 1, writing, upload, by=by, at=at)
        say("article.drafted", article, by=by, at=at, case=writing.case_code)
    return article


def write(
    article: Article,
    number: int,
    writing: Writing,
    upload: "Upload | None",
    *,
    by: User,
    at: datetime,
) -> Edition:
    """The draft as it is written now; one that stands is written over."""
    changed: dict[str, object] = {
        "title": writing.title.strip(),
        "body": writing.body.strip(),
        "audience": writing.audience,
    }
    if upload is not None:
        changed["file"] = evidence.attach(
            upload,
            provider=article.provider,
            subject=("article", article.code),
            purpose="paper",
            key=uuid5(writing.key, f"{article.code} {number} {upload.name}"),
            by=by,
            at=at,
        )
    edition, _new = Edition.objects.update_or_create(
        article=article,
        state=EditionState.DRAFT,
        defaults={**changed, "written_at": at, "written_by": by},
        create_defaults={**changed, "number": number, "written_at": at, "written_by": by},
    )
    return edition


@transaction.atomic
def revise(
    article: Article,
    writing: Writing,
    *,
    upload: "Upload | None" = None,
    by: User,
    at: datetime,
) -> Article:
    """Change its draft, or begin a further one; what is published stays until that is, and open to
    nobody else.
    """
    article = lock(article)
    for name in FIELDS:
        setattr(article, name, getattr(writing, name))
    article.save(update_fields=list(FIELDS))
    last = article.editions.order_by("-number").first()
    number = 1 if last is None else last.number + (last.state != EditionState.DRAFT)
    edition = write(article, number, writing, upload, by=by, at=at)
    if edition.file is None and last is not None and last.file is not None:
        edition.file = last.file
        edition.save(update_fields=["file"])
    say("article.revised", article, by=by, at=at, number=number)
    return article


def lock(article: Article) -> Article:
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    return Article.objects.select_related("provider", "product").get(pk=article.pk)


@transaction.atomic
def publish(article: Article, *, by: User, at: datetime) -> Article:
    """The draft is what is read and found from now on; the edition before it is superseded."""
    article = lock(article)
    edition = article.editions.filter(state=EditionState.DRAFT).first()
    if edition is None:
        raise Refused(Message("there is no draft to publish"))
    facts = Facts(edition.title, edition.body, edition.file_id is not None)
    state = MOVES.advance(edition.state, Step.PUBLISH, facts)
    before = article.editions.filter(state=EditionState.PUBLISHED)
    before.update(state=MOVES.advance(EditionState.PUBLISHED, Step.SUPERSEDE, Facts()))
    edition.state, edition.published_at, edition.published_by = state, at, by
    edition.save(update_fields=["state", "published_at", "published_by"])
    article.audience = edition.audience
    article.save(update_fields=["audience"])
    index(article, edition)
    say("article.published", article, by=by, at=at, number=edition.number, title=edition.title)
    return article


def index(article: Article, edition: Edition) -> None:
    """Cut into words, for finding it, and for finding them written nearly right."""
    named = " ".join((edition.title, article.fault, f"{article.product or ''}"))
    title, body = cut(named), cut(edition.body)
    text = Value(vector_of(title, body), output_field=TextField())
    Edition.objects.filter(pk=edition.pk).update(words=Cast(text, SearchVectorField()))
    learn(article.provider_id, {*title, *body})


def learn(provider_id: int, words: Iterable[str]) -> None:
    """Words that the company's articles use, each once."""
    rows = (Word(provider_id=provider_id, text=text, deletions=deletions(text)) for text in words)
    Word.objects.bulk_create(sorted(rows, key=lambda row: row.text), ignore_conflicts=True)


def say(happening: str, article: Article, *, by: User, at: datetime, **details: object) -> None:
    journal.record(
        happening,
        article.code,
        provider=article.provider_id,
        at=at,
        by=by,
        details={
            "kind": article.kind,
            "audience": article.audience,
            "product": article.product.code if article.product else "",
            **details,
        },
    )
