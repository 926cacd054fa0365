"""What is taught, when and where, and who was there."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    ENGINEERS = "engineers", _("our engineers")
    DEALERS = "dealers", _("dealers' people")
    CUSTOMERS = "customers", _("customers' people")


class Course(models.Model):
    """What is taught: a topic with its syllabus, one point a line, and for whom.

    pass_mark: of 100; without one nobody is tested. qualification: given to who passes.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("course number"), max_length=40)
    topic = models.CharField(_("topic"), max_length=120)
    syllabus = models.TextField(_("syllabus"), max_length=4000, blank=True)
    audience = ArrayField(
        models.CharField(max_length=10, choices=Audience), verbose_name=_("for whom")
    )
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"), null=True, blank=True)
    qualification = models.ForeignKey(
        "training.Qualification", models.PROTECT, null=True, blank=True, related_name="courses"
    )
    is_offered = models.BooleanField(_("is offered"), default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="course_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="course_pass_mark_is_of_a_hundred",
                condition=models.Q(pass_mark__isnull=True) | models.Q(pass_mark__range=(1, 100)),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["provider", "-id"], name="course_newest_first")]

    def __str__(self) -> str:
        return self.topic

    @property
    def points(self) -> list[str]:
        """The syllabus point by point."""
        return [line.strip() for line in self.syllabus.splitlines() if line.strip()]


class SessionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("called off")


class Session(models.Model):
    """One holding of a course. places: left out, everybody finds one.

    agreement: whose people it is given to, when it is owed by one. is_free, clause, fee: what the
    agreement said when it was planned; the fee is in CNY. attendance: the signed record.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("session number"), max_length=40)
    key = models.UUIDField(unique=True)
    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    trainer = models.CharField(_("trainer"), max_length=60)
    place = models.CharField(_("place"), max_length=160, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_free = models.BooleanField(_("is free"), default=True)
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    fee = models.DecimalField(_("fee"), max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PLANNED)
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    attendance = models.ForeignKey("evidence.Record", models.PROTECT, null=True, related_name="+")
    cancelled_because = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="session_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="session_state_is_known", condition=models.Q(state__in=SessionState.values)
            ),
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="session_held_means_when_and_signed",
                condition=~models.Q(state="held")
                | models.Q(held_at__isnull=False, attendance__isnull=False),
            ),
            models.CheckConstraint(
                name="session_has_a_place_at_least",
                condition=models.Q(places__isnull=True) | models.Q(places__gte=1),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-starts_at", "-id"], name="session_latest_first"),
        ]

    def __str__(self) -> str:
        return self.code


class EnrolmentState(models.TextChoices):
    SIGNED_UP = "signed_up", _("signed up")
    WAITING = "waiting", _("on the waiting list")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ATTENDED = "attended", _("attended")
    ABSENT = "absent", _("absent")


class Enrolment(models.Model):
    """Somebody's place in a session, and what came of it. mark: of 100, where there is a test."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey("parties.Person", models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=10, choices=EnrolmentState)
    signed_up_at = models.DateTimeField()
    signed_up_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    mark = models.PositiveSmallIntegerField(_("mark"), null=True, blank=True)
    has_passed = models.BooleanField(_("passed"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=~models.Q(state="withdrawn"),
                name="enrolment_is_once_per_person",
            ),
            models.CheckConstraint(
                name="enrolment_state_is_known", condition=models.Q(state__in=EnrolmentState.values)
            ),
            models.CheckConstraint(
                name="enrolment_mark_is_of_a_hundred",
                condition=models.Q(mark__isnull=True) | models.Q(mark__range=(0, 100)),
            ),
            models.CheckConstraint(
                name="enrolment_passed_means_attended",
                condition=models.Q(has_passed=False) | models.Q(state="attended"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="enrolment_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.person}"
