"""When engineers work and when they are away; plans that a machine proposes."""

from datetime import time
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class AbsenceKind(models.TextChoices):
    LEAVE = "leave", _("leave")
    SICK = "sick", _("sick")
    TRAINING = "training", _("training")
    OTHER = "other", _("other duty")


class WorkingTime(models.Model):
    """When one engineer works: days of the week (0 is Monday) and hours. Without a row: as the
    rules' `Shift` says.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    engineer = models.OneToOneField("accounts.User", models.CASCADE, related_name="+")
    days = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("days of the week"))
    opens = models.TimeField(_("from"), default=time(8))
    closes = models.TimeField(_("until"), default=time(18))
    lunch_from = models.TimeField(_("lunch from"), null=True, blank=True)
    lunch_until = models.TimeField(_("lunch until"), null=True, blank=True)
    by_calendar = models.BooleanField(_("days off and make-up days by the calendar"), default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="working_time_ends_after_it_starts",
                condition=models.Q(closes__gt=models.F("opens")),
            ),
            models.CheckConstraint(
                name="lunch_is_whole_and_within_the_working_time",
                condition=models.Q(lunch_from__isnull=True, lunch_until__isnull=True)
                | models.Q(
                    lunch_from__gte=models.F("opens"),
                    lunch_until__gt=models.F("lunch_from"),
                    lunch_until__lte=models.F("closes"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engineer} {self.opens:%H:%M}-{self.closes:%H:%M}"


class Absence(models.Model):
    """Somebody is away: nobody sends him then. Withdrawn rather than deleted."""

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    engineer = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=AbsenceKind)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="absence_kind_is_known", condition=models.Q(kind__in=AbsenceKind.values)
            ),
            models.CheckConstraint(
                name="absence_withdrawn_means_when_and_who",
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["engineer", "starts_at", "ends_at"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="absence_is_noted_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["provider", "ends_at"],
                name="absence_to_come",
                condition=models.Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.engineer} {self.starts_at:%m-%d}"


class PlanState(models.TextChoices):
    WAITING = "waiting", _("waiting for its turn")
    RUNNING = "running", _("being planned")
    DONE = "done", _("planned")
    STOPPED = "stopped", _("stopped")
    REJECTED = "rejected", _("rejected by the checker")
    FAILED = "failed", _("failed")


class PlanRun(models.Model):
    """One attempt of the machine to plan a day: it proposes, a person accepts all or part.

    offer: the best plan so far, judged by the checker, as a page shows it (`facts.planning.Offer`).
    moved_price: what moving one agreed appointment costs, in yuan. accepted: numbers of the orders.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number of the plan"), max_length=40)
    on = models.DateField(_("day"))
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.WAITING)
    seconds = models.PositiveSmallIntegerField(_("seconds"), default=20)
    moved_price = models.PositiveIntegerField(_("price of a moved appointment"), default=50)
    may_move_agreed = models.BooleanField(_("may move what is agreed"), default=False)
    offer = models.JSONField(null=True)
    better = models.PositiveIntegerField(default=0)
    accepted = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    stop_asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="plan_run_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["provider", "on"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="plan_run_goes_once_per_day",
            ),
            models.CheckConstraint(
                name="plan_run_state_is_known", condition=models.Q(state__in=PlanState.values)
            ),
            models.CheckConstraint(
                name="plan_run_stop_asked_means_when_and_who",
                condition=models.Q(stop_asked_at__isnull=True, stop_asked_by__isnull=True)
                | models.Q(stop_asked_at__isnull=False, stop_asked_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="plan_run_newest_first"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_going(self) -> bool:
        return self.state in (PlanState.WAITING, PlanState.RUNNING)
