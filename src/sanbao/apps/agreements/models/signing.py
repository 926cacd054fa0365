"""What makes an agreement bind: signatures, copies, roles, who is liable; and its pauses."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbao.apps.agreements.models.agreement import Agreement, Version


class Side(models.TextChoices):
    PROVIDER = "provider", _("our side")
    COUNTERPARTY = "counterparty", _("the other party")


class Seal(models.TextChoices):
    APPLIED = "applied", _("sealed")
    MISSING = "missing", _("not sealed yet")
    NONE = "none", _("a private person, without a seal")


class Signature(models.Model):
    """One side has signed one version. One that was sent back keeps its signatures as void.

    `proof` is the drawn signature or a scan of the signed page.
    """

    key = models.UUIDField(unique=True)
    version = models.ForeignKey(Version, models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=12, choices=Side)
    name = models.CharField(_("signed by"), max_length=60)
    position = models.CharField(_("position"), max_length=60, blank=True)
    id_card = models.CharField(_("ID-card number"), max_length=18, blank=True)
    seal = models.CharField(_("seal"), max_length=8, choices=Seal)
    signed_on = models.DateField(_("signed on"))
    proof = models.ForeignKey("evidence.Attachment", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "side"],
                condition=models.Q(voided_at__isnull=True),
                name="signature_is_one_per_side_of_a_version",
            ),
            models.CheckConstraint(
                name="signature_voided_means_when_and_who",
                condition=models.Q(voided_at__isnull=True, voided_by__isnull=True)
                | models.Q(voided_at__isnull=False, voided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Copy(models.Model):
    """One copy of the signed paper, and who holds it."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="copies")
    number = models.PositiveSmallIntegerField()
    holder = models.CharField(_("holder"), max_length=120)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "copies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "number"], name="copy_number_is_unique_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.holder}"


class PartRole(models.TextChoices):
    SIGNS = "signs", _("signs")
    EXECUTES = "executes", _("executes")
    SUPERVISES = "supervises", _("supervises")
    SERVES = "serves", _("looks after the service")


class Responsibility(models.Model):
    """Who signs, executes, supervises an agreement on our side, or looks after its service: a
    department, perhaps a person.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="responsibilities")
    role = models.CharField(max_length=10, choices=PartRole)
    department = models.CharField(_("department"), max_length=60)
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "role"], name="responsibility_is_one_per_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.role}"


class LiablePerson(models.Model):
    """Somebody who is jointly liable with the other party."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="liable_persons")
    name = models.CharField(_("name"), max_length=60)
    id_card = models.CharField(_("ID-card number"), max_length=18, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "name", "id_card"], name="liable_person_is_on_record_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Suspension(models.Model):
    """Days on which nothing new is promised. `resumed_on` is the first day it holds again."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="suspensions")
    starts_on = models.DateField(_("suspended from"))
    resumed_on = models.DateField(null=True)
    reason = models.CharField(_("reason"), max_length=200)
    suspended_at = models.DateTimeField()
    suspended_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(resumed_on__isnull=True),
                name="suspension_is_one_at_a_time",
            ),
            models.CheckConstraint(
                name="suspension_resumed_means_when_and_who",
                condition=models.Q(
                    resumed_on__isnull=True, resumed_at__isnull=True, resumed_by__isnull=True
                )
                | models.Q(
                    resumed_on__gte=models.F("starts_on"),
                    resumed_at__isnull=False,
                    resumed_by__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.reason}"
