"""What people are certified to do, and which work asks for it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbao.rules.certificate import Held


class Work(models.TextChoices):
    """What a person may be sent to do."""

    ON_SITE = "on_site", _("repair on site")
    INSPECTION = "inspection", _("lead an inspection")


class Qualification(models.Model):
    """What a certificate says that somebody can do. remind_days: before it ends, largest first."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=60)
    months = models.PositiveSmallIntegerField(_("valid for months"), default=36)
    remind_days = ArrayField(models.PositiveSmallIntegerField(), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="qualification_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="qualification_is_valid_for_a_time", condition=models.Q(months__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Need(models.Model):
    """A work on a product, or on any, that only somebody with the qualification does."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    work = models.CharField(_("work"), max_length=12, choices=Work)
    product = models.ForeignKey(
        "products.Product", models.PROTECT, null=True, blank=True, related_name="+"
    )
    qualification = models.ForeignKey(Qualification, models.PROTECT, related_name="needs")
    clause = models.CharField(_("clause"), max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "work", "product", "qualification"],
                name="need_stands_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="need_work_is_known", condition=models.Q(work__in=Work.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_work_display()} {self.qualification}"


class Certificate(models.Model):
    """It lets a person do a kind of work while it is valid, its last day included.

    revoked_on: the first day on which it counts no more. enrolment: the training that earned it.
    paper: the signed PDF, of those that we issue. told_days: the last reminder that was sent.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    person = models.ForeignKey("parties.Person", models.CASCADE, related_name="certificates")
    qualification = models.ForeignKey(Qualification, models.PROTECT, related_name="certificates")
    number = models.CharField(_("certificate number"), max_length=60)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    enrolment = models.OneToOneField(
        "training.Enrolment", models.PROTECT, null=True, related_name="certificate"
    )
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey("evidence.Attachment", models.PROTECT, null=True, related_name="+")
    revoked_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    revoked_because = models.CharField(_("reason"), max_length=200, blank=True)
    told_days = models.SmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="certificate_ends_after_it_starts",
                condition=models.Q(valid_until__gte=models.F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["person", "qualification", "number"], name="certificate_is_recorded_once"
            ),
            models.CheckConstraint(
                name="certificate_revoked_means_when_who_and_why",
                condition=models.Q(
                    revoked_on__isnull=True,
                    revoked_at__isnull=True,
                    revoked_by__isnull=True,
                    revoked_because="",
                )
                | models.Q(revoked_on__isnull=False, revoked_at__isnull=False)
                & ~models.Q(revoked_because=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "valid_until", "id"], name="certificate_ends_next"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def held(self) -> Held:
        """As the rules know it."""
        return Held(self.number, self.valid_from, self.valid_until, self.revoked_on)
