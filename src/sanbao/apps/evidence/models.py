"""Forms of the trade, the records made with them, and the files that prove them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormDefinition(models.Model):
    """One version of one form. Shipped from `definitions/`; old records keep their version."""

    kind = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    title = models.JSONField()  # {"zh": ..., "en": ...}
    questions = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "version"], name="form_definition_version_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"


class Attachment(models.Model):
    """A file that belongs to a subject. The file itself lies outside the database."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    subject_kind = models.CharField(max_length=30)
    subject_code = models.CharField(max_length=60)
    purpose = models.CharField(max_length=30)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=80)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/%Y/%m")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["provider", "subject_kind", "subject_code"], name="attachment_of_subject"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Transfer(models.Model):
    """A file on its way, in pieces that are kept as they come: broken off, it goes on from there.

    `key` is made by the sender's device and becomes the attachment's.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    subject_kind = models.CharField(max_length=30)
    subject_code = models.CharField(max_length=60)
    purpose = models.CharField(max_length=30)
    name = models.CharField(max_length=160)
    size_bytes = models.PositiveBigIntegerField()
    arrived_bytes = models.PositiveBigIntegerField(default=0)
    pieces = models.JSONField(default=list)  # names in the store, in order
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    attachment = models.ForeignKey(Attachment, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="transfer_is_never_more_than_whole",
                condition=models.Q(arrived_bytes__lte=models.F("size_bytes"), size_bytes__gt=0),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["started_at"], name="transfer_by_age")]

    def __str__(self) -> str:
        return self.name


class Record(models.Model):
    """One filled form about one subject, signed or not. A correction is a further record."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    form = models.ForeignKey(FormDefinition, models.PROTECT, related_name="records")
    subject_kind = models.CharField(max_length=30)
    subject_code = models.CharField(max_length=60)
    answers = models.JSONField()
    filled_at = models.DateTimeField()
    filled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(_("signed by"), max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True)
    signature = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="record_signed_means_when_and_who",
                condition=models.Q(signed_at__isnull=True, signer_name="")
                | (models.Q(signed_at__isnull=False) & ~models.Q(signer_name="")),
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["provider", "subject_kind", "subject_code"], name="record_of_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.subject_code}"
