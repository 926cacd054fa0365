"""What a dealer hands in: reports of months and of new products, answers to surveys."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    FEEDBACK = "feedback", _("quality feedback of the month")
    REPAIRS = "repairs", _("repair statistics of the month")
    USERS = "users", _("new product: users and quality")


class Report(models.Model):
    """One report of one dealer: of a month ("2026-11"), or of a new product (its number).

    record: the newest filling of the form; a correction is a further record. reported_at: when it
    reached the provider, which for one on paper lies before it was entered.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("report number"), max_length=40)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    kind = models.CharField(_("which report"), max_length=10, choices=ReportKind)
    period = models.CharField(_("about"), max_length=40)
    record = models.ForeignKey("evidence.Record", models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="report_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["dealer", "kind", "period"], name="report_is_one_per_dealer_and_period"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="report_newest_first"),
            models.Index(fields=["dealer", "-id"], name="report_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.code


class Survey(models.Model):
    """What the provider asks of its dealers (P2-8.4). questions: one a line."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("survey number"), max_length=40)
    key = models.UUIDField(unique=True)
    title = models.CharField(_("title"), max_length=120)
    questions = models.TextField(_("questions, one a line"), max_length=4000)
    due_on = models.DateField(_("to be answered by"))
    dealers = models.ManyToManyField("parties.Dealer", related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="survey_code_is_unique_per_provider"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["provider", "-id"], name="survey_newest_first")]

    def __str__(self) -> str:
        return self.title

    @property
    def asked(self) -> list[str]:
        """The questions in their order."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]


class SurveyAnswer(models.Model):
    """What one dealer answered, in the order of the questions."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers")
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+")
    answers = models.JSONField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["survey", "dealer"], name="survey_is_answered_once_per_dealer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.dealer}"
