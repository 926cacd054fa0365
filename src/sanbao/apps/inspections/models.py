"""Rounds of inspection: one trip to one site, the units looked at, and what came to light."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    PROPOSED = "proposed", _("to be planned")
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class InspectionState(models.TextChoices):
    PLANNED = "planned", _("to be inspected")
    CHECKED = "checked", _("inspected")
    DONE = "done", _("signed")
    CALLED_OFF = "called_off", _("called off")


class FaultOutcome(models.TextChoices):
    REMOVED = "removed", _("removed on the spot")
    QUOTED = "quoted", _("quoted")
    ORDERED = "ordered", _("work order raised")


class QuoteState(models.TextChoices):
    OPEN = "open", _("to be answered")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Round(models.Model):
    """One trip to one site. `week_on` is the Monday of its route week.

    needs_designer, clause: whether a design engineer takes part, and by which clause.
    wish: what a customer asked for, where nothing but the wish is behind it (P4-12); `key` is made
    by the page that asks, so that a repeated request makes no second round.
    """

    provider = models.ForeignKey("accounts.Provider", models.PROTECT, related_name="+")
    code = models.CharField(_("round number"), max_length=40)
    key = models.UUIDField(unique=True, null=True)
    site = models.ForeignKey("parties.Site", models.PROTECT, related_name="+")
    station = models.ForeignKey("parties.Station", models.PROTECT, null=True, related_name="+")
    week_on = models.DateField(_("week"))
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.PROPOSED)
    planned_on = models.DateField(_("day"), null=True)
    lead = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    needs_designer = models.BooleanField(default=False)
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    designer = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    wish = models.CharField(_("what is wished"), max_length=400, blank=True)
    notified_at = models.DateTimeField(null=True)
    notified_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    notified_whom = models.CharField(_("who was told"), max_length=60, blank=True)
    started_at = models.DateTimeField(null=True)
    feedback = models.ForeignKey("evidence.Record", models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(_("signed by"), max_length=60, blank=True)
    signature = models.ForeignKey(
        "evidence.Attachment", models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    report = models.ForeignKey("evidence.Attachment", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="round_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="round_state_is_known", condition=models.Q(state__in=RoundState.values)
            ),
            models.CheckConstraint(
                name="round_planned_means_when_and_who",
                condition=models.Q(state__in=["proposed", "cancelled"])
                | models.Q(planned_on__isnull=False, lead__isnull=False),
            ),
            models.CheckConstraint(
                name="round_done_means_signed",
                condition=~models.Q(state="done")
                | (
                    models.Q(signed_at__isnull=False, signature__isnull=False)
                    & ~models.Q(signer_name="")
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "state", "week_on", "id"], name="round_by_week"),
            models.Index(fields=["lead", "planned_on"], name="round_of_lead"),
            models.Index(fields=["site", "-id"], name="round_of_site"),
        ]

    def __str__(self) -> str:
        return self.code


class Inspection(models.Model):
    """One unit on a round. `obligation` is what it keeps; without one it was asked for."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="inspections")
    asset = models.ForeignKey("assets.Asset", models.PROTECT, related_name="+")
    obligation = models.ForeignKey(
        "obligations.Obligation", models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=InspectionState, default="planned")
    record = models.ForeignKey("evidence.Record", models.PROTECT, null=True, related_name="+")
    called_off_because = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["obligation"],
                condition=models.Q(obligation__isnull=False) & ~models.Q(state="called_off"),
                name="inspection_is_on_one_round_per_obligation",
            ),
            models.UniqueConstraint(
                fields=["round", "asset"], name="inspection_is_one_per_round_and_asset"
            ),
            models.CheckConstraint(
                name="inspection_state_is_known",
                condition=models.Q(state__in=InspectionState.values),
            ),
            models.CheckConstraint(
                name="inspection_called_off_means_why",
                condition=~models.Q(state="called_off") | ~models.Q(called_off_because=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["asset", "-id"], name="inspection_of_asset")]

    def __str__(self) -> str:
        return f"{self.round} {self.asset}"


class LatentFault(models.Model):
    """A fault before it breaks something (P6-5.5): removed, quoted, or left to a work order.

    `case` is the case that was opened for what was not removed. photos: of the round's, those that
    show it.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="faults")
    key = models.UUIDField(unique=True)
    found = models.CharField(_("what was found"), max_length=400)
    measured = models.CharField(_("measured value"), max_length=100, blank=True)
    outcome = models.CharField(_("what became of it"), max_length=10, choices=FaultOutcome)
    done = models.CharField(_("what was done"), max_length=400, blank=True)
    parts = models.CharField(_("parts"), max_length=200, blank=True)
    quote = models.DecimalField(_("quote"), max_digits=14, decimal_places=2, null=True)
    quote_state = models.CharField(max_length=10, choices=QuoteState, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_note = models.CharField(_("note"), max_length=200, blank=True)
    case = models.ForeignKey("desk.Case", models.PROTECT, null=True, related_name="+")
    photos = models.ManyToManyField("evidence.Attachment", related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="latent_fault_outcome_is_known",
                condition=models.Q(outcome__in=FaultOutcome.values),
            ),
            models.CheckConstraint(
                name="latent_fault_quoted_means_how_much",
                condition=models.Q(outcome="quoted", quote__isnull=False, quote__gte=0)
                & ~models.Q(quote_state="")
                | (~models.Q(outcome="quoted") & models.Q(quote__isnull=True, quote_state="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                name="latent_fault_quote_open",
                condition=models.Q(quote_state="open"),
            )
        ]

    def __str__(self) -> str:
        return self.found


class Opinion(models.Model):
    """What the customer's maintenance staff said during an inspection (P1-4.2)."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="opinions")
    key = models.UUIDField(unique=True)
    product = models.ForeignKey("products.Product", models.PROTECT, related_name="+")
    said_by = models.CharField(_("who said it"), max_length=60)
    words = models.CharField(_("opinion"), max_length=1000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["product", "-id"], name="opinion_of_product")]

    def __str__(self) -> str:
        return self.words
