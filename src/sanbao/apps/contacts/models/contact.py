"""A contact, and what was said in it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    PHONE = "phone", _("phone")
    CHAT = "chat", _("chat")
    MAIL = "mail", _("mail")
    WEB = "web", _("web")


class ContactState(models.TextChoices):
    WAITING = "waiting", _("nobody has it yet")
    HELD = "held", _("being answered")
    MISSED = "missed", _("call missed")
    PASSED_ON = "passed_on", _("passed to sales")
    SOLVED = "solved", _("solved on the contact")
    IN_CASE = "in_case", _("goes on in a case")
    CLOSED = "closed", _("closed")


class Side(models.TextChoices):
    CALLER = "caller", _("caller")
    US = "us", _("we")


OVER = (ContactState.SOLVED, ContactState.IN_CASE, ContactState.CLOSED)


class Contact(models.Model):
    """Somebody turned to us. Whoever opens it first has it; nobody else answers it meanwhile.

    key: made by the sender, so that a repeated request makes no second one. ref: what the sender
    calls it: the telephone system's number of a call, the secret of a visitor's chat. name, phone,
    address: as they came; customer, asset, user: as they were recognised. is_price: a price was
    asked for, which sales answers. waits_since: since when nobody has answered what was said last,
    none when it is our turn no more. told: how many up the line know that it waits; tell_at: when
    the next one does. is_first: solved the first time, by whoever took it. case_code: cases stand
    later in the flow. visitor: a keyed digest of a visitor's address. seen, seen_by_caller: the
    last saying that each side has read. follows: the contact before it, of the same caller.
    satisfaction, opinion: what its caller thought of it afterwards (P3-2.5).
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("number"), max_length=40)
    key = models.UUIDField(unique=True)
    ref = models.CharField(max_length=120, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=ContactState, default=ContactState.WAITING)
    line = models.ForeignKey("contacts.Line", models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    address = models.CharField(_("mail address"), max_length=254, blank=True)
    subject = models.CharField(_("subject line"), max_length=160, blank=True)
    customer = models.ForeignKey("parties.Customer", models.PROTECT, null=True, related_name="+")
    asset = models.ForeignKey("assets.Asset", models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    visitor = models.CharField(max_length=64, blank=True)
    is_price = models.BooleanField(default=False)
    started_at = models.DateTimeField(_("since"))
    waits_since = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True)
    told = models.PositiveSmallIntegerField(default=0)
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    was_missed = models.BooleanField(default=False)
    came_again = models.BooleanField(default=False)
    is_first = models.BooleanField(default=False)
    answer = models.TextField(_("answer"), blank=True)
    case_code = models.CharField(max_length=40, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    satisfaction = models.PositiveSmallIntegerField(_("satisfaction"), null=True)
    opinion = models.TextField(_("opinion"), blank=True)
    rated_at = models.DateTimeField(null=True)
    seen = models.BigIntegerField(default=0)
    seen_by_caller = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="contact_code_is_unique_per_provider"
            ),
            models.UniqueConstraint(
                fields=["provider", "channel", "ref"],
                name="contact_is_one_per_channel_and_ref",
                condition=~models.Q(ref=""),
            ),
            models.CheckConstraint(
                name="contact_state_is_known", condition=models.Q(state__in=ContactState.values)
            ),
            models.CheckConstraint(
                name="contact_held_means_when_and_by_whom",
                condition=models.Q(held_at__isnull=True, held_by__isnull=True)
                | models.Q(held_at__isnull=False, held_by__isnull=False),
            ),
            models.CheckConstraint(
                name="contact_rated_means_when_and_one_to_five",
                condition=models.Q(rated_at__isnull=True, satisfaction__isnull=True)
                | models.Q(rated_at__isnull=False, satisfaction__range=(1, 5)),
            ),
            models.CheckConstraint(
                name="contact_over_means_when",
                condition=models.Q(state__in=OVER, done_at__isnull=False)
                | (~models.Q(state__in=OVER) & models.Q(done_at__isnull=True)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="contact_newest_first"),
            models.Index(
                fields=["provider", "started_at", "id"],
                name="contact_still_open",
                condition=models.Q(state__in=["waiting", "held", "missed", "passed_on"]),
            ),
            models.Index(
                fields=["tell_at"],
                name="contact_to_tell_of",
                condition=models.Q(tell_at__isnull=False),
            ),
            models.Index(fields=["provider", "done_at"], name="contact_by_end"),
            models.Index(
                fields=["provider", "case_code"],
                name="contact_of_case",
                condition=~models.Q(case_code=""),
            ),
            models.Index(fields=["customer", "-id"], name="contact_of_customer"),
            models.Index(
                fields=["visitor", "started_at"],
                name="contact_of_visitor",
                condition=~models.Q(visitor=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Saying(models.Model):
    """One thing said: a message of a chat, a mail, a note of a call. Never changed.

    message_id: of a mail, by which an answer finds its thread and the same mail is known again.
    sent_at: when a mail of ours went out. failure: why it has not, as far as that is known.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="sayings")
    key = models.UUIDField(unique=True)
    side = models.CharField(max_length=6, choices=Side)
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    message_id = models.CharField(max_length=255, blank=True)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="saying_side_is_known", condition=models.Q(side__in=Side.values)
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["contact", "id"], name="saying_of_contact"),
            models.Index(
                fields=["message_id"],
                name="saying_by_message_id",
                condition=~models.Q(message_id=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
