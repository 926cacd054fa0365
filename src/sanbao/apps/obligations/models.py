"""Who owes what by when, from which clause; and the log that the due time is derived from."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Obligor(models.TextChoices):
    PROVIDER = "provider", _("provider")
    DEALER = "dealer", _("dealer")
    CUSTOMER = "customer", _("customer")


class ObligationState(models.TextChoices):
    WAITING = "waiting", _("not started")
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    LAPSED = "lapsed", _("lapsed")
    MET = "met", _("met")
    MISSED = "missed", _("missed")
    EXCUSED = "excused", _("excused")
    CANCELLED = "cancelled", _("cancelled")


OPEN_STATES = (
    ObligationState.WAITING,
    ObligationState.RUNNING,
    ObligationState.PAUSED,
    ObligationState.LAPSED,
)


class ObligationKind(models.TextChoices):
    """Which kind of term it comes from."""

    PROMISE = "promise", _("promise of a case")
    ONE_OFF = "one_off", _("once after an event")
    RHYTHM = "rhythm", _("again and again")
    UPKEEP = "upkeep", _("all the time")
    SHARE = "share", _("share of a month")
    CONSEQUENCE = "consequence", _("consequence of a miss")


class Obligation(models.Model):
    """One duty of either side. `due_at` is a cache of what the log says, never counted down.

    period: which time of a rhythm, which month of a share ("2026-11", "3"); "" for what is owed
    once. opens_at: not before. done, base, least: of a share, how many of how many, and the share
    that is owed. amount, portion: of a deduction, CNY, or the share of the year's repair fund.
    station, dealer, product, customer: their numbers, for the figures by each.
    warn_at, escalate_at: when the sweep looks at it again, before the due time and after a miss.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    kind = models.CharField(max_length=12, choices=ObligationKind, default=ObligationKind.PROMISE)
    what = models.CharField(_("promise"), max_length=40)
    owed_by = models.CharField(_("owed by"), max_length=10, choices=Obligor)
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    clause = models.CharField(_("clause"), max_length=20)
    version = models.ForeignKey("agreements.Version", models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=30)
    subject_code = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=160, blank=True)
    period = models.CharField(max_length=20, blank=True)
    province = models.CharField(max_length=20, blank=True)
    station = models.CharField(max_length=40, blank=True)
    dealer = models.CharField(max_length=40, blank=True)
    product = models.CharField(max_length=40, blank=True)
    customer = models.CharField(max_length=40, blank=True)
    span = models.CharField(max_length=20, blank=True)
    roll = models.BooleanField(default=True)
    after = models.CharField(max_length=40, blank=True)
    opens_at = models.DateTimeField(null=True)
    starts_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    escalation = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(null=True)
    base = models.PositiveIntegerField(null=True)
    least = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    portion = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    state = models.CharField(max_length=10, choices=ObligationState)
    consequences = models.JSONField(default=list)
    caused_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="drawn"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="obligation_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["provider", "subject_kind", "subject_code", "what", "clause", "period"],
                condition=~models.Q(state="cancelled") & models.Q(caused_by__isnull=True),
                name="obligation_is_raised_once_per_subject_clause_and_period",
            ),
            models.UniqueConstraint(
                fields=["caused_by", "what", "clause", "period"],
                condition=models.Q(caused_by__isnull=False),
                name="consequence_is_drawn_once",
            ),
            models.CheckConstraint(
                name="obligation_state_is_known",
                condition=models.Q(state__in=ObligationState.values),
            ),
            models.CheckConstraint(
                name="obligation_waits_until_it_starts",
                condition=models.Q(state__in=["waiting", "cancelled", "excused", "met", "missed"])
                | models.Q(starts_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="obligation_due_next",
                condition=models.Q(state="running"),
            ),
            models.Index(
                fields=["warn_at"],
                name="obligation_warned_next",
                condition=models.Q(state="running", warn_at__isnull=False),
            ),
            models.Index(
                fields=["escalate_at"],
                name="obligation_escalated_next",
                condition=models.Q(state="missed", escalate_at__isnull=False),
            ),
            models.Index(
                fields=["provider", "due_at", "id"],
                name="obligation_open_of_provider",
                condition=models.Q(state__in=["waiting", "running", "paused", "lapsed"]),
            ),
            models.Index(
                fields=["owner", "due_at", "id"],
                name="obligation_open_of_owner",
                condition=models.Q(state__in=["waiting", "running", "paused", "lapsed"]),
            ),
            # Spelled as the board orders, else PostgreSQL would sort.
            models.Index(
                "provider",
                "state",
                models.F("due_at").desc(nulls_last=True),
                models.F("id").desc(nulls_last=True),
                name="obligation_ended_latest_first",
            ),
            models.Index(
                fields=["provider", "subject_kind", "subject_code"], name="obligation_of_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_code}"


class HindranceReason(models.TextChoices):
    NO_ANCHOR = "no_anchor", _("the date that it counts from is missing")
    NO_STATION = "no_station", _("nobody serves the place")


class Hindrance(models.Model):
    """Why something that is promised cannot be raised, or has nobody to do it, for one subject.

    missing: the date that is not known, or the province that nobody serves. It is found anew by
    each run and goes when the reason does.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    version = models.ForeignKey("agreements.Version", models.PROTECT, related_name="+")
    clause = models.CharField(_("clause"), max_length=20)
    what = models.CharField(_("promise"), max_length=40)
    subject_kind = models.CharField(max_length=30)
    subject_code = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=12, choices=HindranceReason)
    missing = models.CharField(max_length=20, blank=True)
    found_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "subject_kind", "subject_code", "what", "clause", "reason"],
                name="hindrance_is_told_once_per_subject_and_clause",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["provider", "id"], name="hindrance_of_provider")]

    def __str__(self) -> str:
        return f"{self.what} {self.subject_code} {self.reason}"


class LogLine(models.Model):
    """One event in the life of an obligation: the due time is derived from these alone."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="log")
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="log_line_kind_is_known",
                condition=models.Q(
                    kind__in=[
                        "raised",
                        "started",
                        "paused",
                        "resumed",
                        "changed",
                        "met",
                        "missed",
                        "excused",
                        "cancelled",
                        "lapsed",
                        "restored",
                        "measured",
                        "warned",
                        "escalated",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="log_line_needs_a_reason",
                condition=~models.Q(kind__in=["paused", "excused", "cancelled", "lapsed"])
                | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Policy(models.Model):
    """When a provider warns of a promise and whom it tells of a miss, instead of the defaults.

    what: of one promise; "" for all that have no policy of their own. shares: per cent of the time
    allowed. line: steps `{"hours": 2, "to": "dispatcher"}` after the miss (see rules.warning).
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    what = models.CharField(_("promise"), max_length=40, blank=True)
    shares = ArrayField(models.PositiveSmallIntegerField(), default=list)
    line = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "policies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "what"], name="policy_is_one_per_provider_and_promise"
            )
        ]

    def __str__(self) -> str:
        return self.what or "*"
