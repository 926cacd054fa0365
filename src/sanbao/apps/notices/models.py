"""What people and programs are told, how each person wants to hear it, and what was sent."""

import uuid
from datetime import time
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.sealed import SealedField


class News(models.TextChoices):
    """Kinds of news, as a person chooses among them."""

    WARNING = "warning", _("a promise is about to fall due")
    MISS = "miss", _("a promise was missed")
    DUTY = "duty", _("a new duty of mine")
    CASE = "case", _("a new case from outside")
    FAILURE = "failure", _("a message could not be delivered")


class Channel(models.TextChoices):
    MAIL = "mail", _("mail")
    WEBHOOK = "webhook", _("webhook")


class MailRhythm(models.TextChoices):
    """When mails come: each when it is written, or those of a day together."""

    AT_ONCE = "at_once", _("each at once")
    DAILY = "daily", _("once a day, all together")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    FAILING = "failing", _("failed, will be tried again")
    SENT = "sent", _("sent")
    DEAD = "dead", _("given up")


class Notice(models.Model):
    """One thing that one person is told. The words are found when it is read, in its language.

    about: what a person calls the subject. is_shown: whether it stands in the list under the bell;
    a person who wants it by mail alone has it all the same, so that nothing is told twice.
    digest_on: the day with whose mail it goes, empty where it has a mail of its own or none.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="notices")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    news = models.CharField(max_length=10, choices=News)
    about = models.CharField(max_length=160, blank=True)
    is_urgent = models.BooleanField(default=False)
    is_shown = models.BooleanField(default=True)
    digest_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "user"], name="notice_is_one_per_entry_and_person"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["user"],
                name="notice_unread_of_user",
                condition=models.Q(is_shown=True, read_at__isnull=True),
            ),
            models.Index(
                fields=["user", "-id"],
                name="notice_newest_first",
                condition=models.Q(is_shown=True),
            ),
            models.Index(
                fields=["user", "digest_on"],
                name="notice_of_digest",
                condition=models.Q(digest_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.news} {self.about}"


class Preference(models.Model):
    """How one person wants to hear; whoever has chosen nothing has no row.

    quiet_from, quiet_until: local hours in which no mail is sent; equal or empty for none.
    digest_at: local time of the day's mail, where mails come once a day.
    """

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="+")
    in_app = ArrayField(models.CharField(max_length=10), default=list)
    mail = ArrayField(models.CharField(max_length=10), default=list)
    webhook = ArrayField(models.CharField(max_length=10), default=list)
    mail_rhythm = models.CharField(
        _("mails come"), max_length=10, choices=MailRhythm, default=MailRhythm.AT_ONCE
    )
    digest_at = models.TimeField(_("the day's mail comes at"), default=time(8))
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True)
    quiet_until = models.TimeField(_("no mail until"), null=True, blank=True)
    urgent_passes = models.BooleanField(_("what is urgent comes all the same"), default=True)
    language = models.CharField(_("language of mails"), max_length=10, default="zh-hans")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="quiet_hours_have_both_ends",
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class Endpoint(models.Model):
    """An address of the company's that is told of happenings, signed with a shared secret.

    secret: "" where it cannot be read any more (another SECRET_KEY), until it gets a new one.
    previous_secret: after a rotation the old one signs too, until `previous_until`.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    label = models.CharField(_("label"), max_length=60)
    url = models.URLField(_("address"), max_length=500)
    happenings = ArrayField(models.CharField(max_length=60), verbose_name=_("happenings"))
    secret = SealedField(max_length=300)
    previous_secret = SealedField(max_length=300, blank=True)
    previous_until = models.DateTimeField(null=True)
    is_active = models.BooleanField(_("is told"), default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "label"], name="endpoint_label_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="endpoint_previous_secret_ends",
                condition=models.Q(previous_secret="", previous_until__isnull=True)
                | (~models.Q(previous_secret="") & models.Q(previous_until__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Delivery(models.Model):
    """One message to one address, with what became of it. `key` is the same at every attempt.

    notice: empty where an endpoint is told of the happening itself, and of the mail of a day:
    reader, digest_on name whose and which; entry is then the first of its news. status: the last
    answer of the mail server or the web server, 0 for none. next_at: not tried before.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    channel = models.CharField(max_length=10, choices=Channel)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="deliveries")
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, null=True, related_name="deliveries")
    reader = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="+")
    digest_on = models.DateField(null=True)
    to = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(default=0)
    response = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "channel", "notice", "endpoint", "reader"],
                nulls_distinct=False,
                name="delivery_is_made_once",
            ),
            models.UniqueConstraint(
                fields=["reader", "digest_on"],
                condition=models.Q(digest_on__isnull=False),
                name="digest_is_one_per_person_and_day",
            ),
            models.CheckConstraint(
                name="digest_has_its_reader_and_day",
                condition=models.Q(reader__isnull=True, digest_on__isnull=True)
                | models.Q(reader__isnull=False, digest_on__isnull=False, notice__isnull=True),
            ),
            models.CheckConstraint(
                name="delivery_sent_means_when",
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="delivery_newest_first"),
            models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.to}"


class FeedToken(models.Model):
    """The secret in the address of one person's calendar; only its hash is kept."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at__isnull=True),
                name="calendar_has_one_live_address_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
