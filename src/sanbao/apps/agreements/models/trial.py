"""What a draft would change: past cases decided anew by it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbao.apps.agreements.models.agreement import Version
from sanbao.apps.agreements.models.decision import Decision


class TrialState(models.TextChoices):
    RUNNING = "running", _("under way")
    DONE = "done", _("finished")
    FAILED = "failed", _("broken off")


class Covers(models.TextChoices):
    AGREEMENT = "agreement", _("the cases decided by this agreement")
    COMPANY = "company", _("all cases of the company")


class Trial(models.Model):
    """The past decisions of a draft's agreement, or of the company, made anew by the draft.

    There is one a draft, made anew when it is asked for again. `token` names the draft as it was
    tried. `run` counts the attempts: one that was given up for dead and wakes up stops.
    `total` decisions were to be looked at, `done` have been, `differing` are answered differently.
    """

    version = models.OneToOneField(Version, models.CASCADE, related_name="trial")
    covers = models.CharField(
        _("which cases"), max_length=10, choices=Covers, default=Covers.AGREEMENT
    )
    state = models.CharField(max_length=8, choices=TrialState, default=TrialState.RUNNING)
    token = models.CharField(max_length=16, blank=True)
    run = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="trial_state_is_known", condition=models.Q(state__in=TrialState.values)
            ),
            models.CheckConstraint(
                name="trial_covers_what_is_known", condition=models.Q(covers__in=Covers.values)
            ),
            models.CheckConstraint(
                name="trial_differing_are_among_those_done",
                condition=models.Q(differing__lte=models.F("done")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.state})"


class TriedCase(models.Model):
    """A past decision that the draft answers differently, with the other answer."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="cases")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    answer = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["trial", "decision"], name="tried_case_is_one_per_decision"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["trial", "-id"], name="tried_case_latest_first")]

    def __str__(self) -> str:
        return f"{self.trial} {self.decision}"
