"""The lines that have to be answered, and who is on duty when."""

from datetime import time
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Line(models.Model):
    """A hotline, a night line, the web desk: its hours as the agreement promises them.

    days: of the week, 1 is Monday; none is every day. A closing time not after the opening time is
    the next day's; equal times are 24 hours. least: so many on duty at any promised time.
    ahead_hours: a gap is told so long before it comes. clause: where the hours are promised.
    answers_writing: whether its people answer chats, mails and reports as well.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("line"), max_length=20)
    name = models.CharField(_("name"), max_length=60)
    number = models.CharField(_("telephone number"), max_length=40, blank=True)
    days = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("days"), default=list)
    opens = models.TimeField(_("opens"), default=time(0))
    closes = models.TimeField(_("closes"), default=time(0))
    least = models.PositiveSmallIntegerField(_("people at least"), default=1)
    ahead_hours = models.PositiveSmallIntegerField(_("hours ahead"), default=24)
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    answers_writing = models.BooleanField(_("answers in writing too"), default=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="line_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="line_is_open_on_days_of_the_week",
                condition=models.Q(days__contained_by=[1, 2, 3, 4, 5, 6, 7]),
            ),
            models.CheckConstraint(name="line_asks_for_somebody", condition=models.Q(least__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """Somebody on duty on a line, from `starts_at` until before `ends_at`."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="shifts")
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line", "person", "starts_at"], name="shift_is_one_per_person_and_start"
            ),
            models.CheckConstraint(
                name="shift_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["line", "ends_at"], name="shift_of_line"),
            models.Index(fields=["person", "ends_at"], name="shift_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.starts_at:%Y-%m-%d %H:%M}"


class Gap(models.Model):
    """A stretch without anybody on duty that has been told: ahead of time, and when it came.

    ended_at: when somebody was on duty again, or when it was filled before it came.
    """

    line = models.ForeignKey(Line, models.PROTECT, related_name="gaps")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line", "starts_at"],
                name="gap_is_open_once_per_line_and_start",
                condition=models.Q(ended_at__isnull=True),
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["line"], name="gap_still_open", condition=models.Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.starts_at:%Y-%m-%d %H:%M}"
