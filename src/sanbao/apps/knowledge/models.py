"""What is known: articles and documents in editions, who read them, what was handed over."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ARTICLE = "article", _("answer to a fault or a question")
    REPAIR = "repair", _("repair document")
    INSTALLATION = "installation", _("installation manual")
    INSPECTION = "inspection", _("inspection manual")
    TEST = "test", _("test manual")
    OPERATION = "operation", _("operation manual")
    MAINTENANCE = "maintenance", _("maintenance manual")
    DRAWING = "drawing", _("drawings")
    RULES = "rules", _("service rules")


class Audience(models.TextChoices):
    """Who may read it; each includes those before it."""

    INSIDE = "inside", _("our own people")
    DEALERS = "dealers", _("dealers too")
    ALL = "all", _("customers too")


class EditionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


class Article(models.Model):
    """One subject of one product, or of all. fault: how the fault is called. case_code: the case
    whose answer it was made of, "" for none.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("article number"), max_length=40)
    key = models.UUIDField(unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ARTICLE)
    audience = models.CharField(
        _("who may read it"), max_length=8, choices=Audience, default=Audience.INSIDE
    )
    product = models.ForeignKey("products.Product", models.PROTECT, null=True, related_name="+")
    fault = models.CharField(_("fault"), max_length=60, blank=True)
    case_code = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="article_code_is_unique_per_provider"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="article_newest_first"),
            models.Index(fields=["product", "kind"], name="article_of_product"),
        ]

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """What an article says, or said. `words`: its cut words, those of the title weighing more.
    audience: whom the article is opened to once this edition is published.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("text"), blank=True)
    audience = models.CharField(
        _("who may read it"), max_length=8, choices=Audience, default=Audience.INSIDE
    )
    file = models.ForeignKey("evidence.Attachment", models.PROTECT, null=True, related_name="+")
    words = SearchVectorField(null=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "number"], name="edition_number_is_unique_per_article"
            ),
            models.UniqueConstraint(
                fields=["article", "state"],
                condition=models.Q(state__in=["draft", "published"]),
                name="edition_is_one_draft_and_one_published_per_article",
            ),
            models.CheckConstraint(
                name="edition_published_means_when_and_who",
                condition=models.Q(
                    state="draft", published_at__isnull=True, published_by__isnull=True
                )
                | models.Q(
                    state__in=["published", "superseded"],
                    published_at__isnull=False,
                    published_by__isnull=False,
                ),
            ),
        ]
        indexes: ClassVar = [
            GinIndex(
                fields=["words"],
                name="edition_by_word",
                condition=models.Q(state="published"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word of a company's articles. `deletions` find it when it is written nearly right."""

    provider = models.ForeignKey("accounts.Provider", models.CASCADE, related_name="+")
    text = models.CharField(max_length=40)
    deletions = ArrayField(models.CharField(max_length=40))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "text"], name="word_is_unique_per_provider")
        ]
        indexes: ClassVar = [GinIndex(fields=["deletions"], name="word_by_deletion")]

    def __str__(self) -> str:
        return self.text


class ReadReceipt(models.Model):
    """Somebody has said that he read an edition (P2-1.3). dealer: whose person it was."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="receipts")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "user"], name="read_receipt_is_one_per_reader"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}"


class Handover(models.Model):
    """Documents that came with a unit: which editions, and who took them (P6-1.3, P6-6.1)."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    asset = models.ForeignKey("assets.Asset", models.PROTECT, related_name="+")
    editions = models.ManyToManyField(Edition, related_name="+")
    is_complete = models.BooleanField(_("the full set"))
    received_by_name = models.CharField(_("taken by"), max_length=60)
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["asset", "-id"], name="handover_of_asset")]

    def __str__(self) -> str:
        return f"{self.asset}"
