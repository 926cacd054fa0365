"""Files of sheets on their way in, and every row of them that was bad."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SheetImportState(models.TextChoices):
    WAITING = "waiting", _("queued")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class SheetImport(models.Model):
    """A dealer's files of sheets and of what they claim: looked through, and taken in if asked to.

    step: how many of its steps are done, for whoever waits. sheets_*: what became of the sheets.
    problem: why nothing could be made of the file.
    """

    provider = models.ForeignKey(
        "accounts.Provider", models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(_("number"), max_length=40)
    key = models.UUIDField(unique=True)
    dealer = models.ForeignKey("parties.Dealer", models.PROTECT, related_name="+", db_index=False)
    file_name = models.CharField(_("file"), max_length=160)
    sheets_file = models.FileField(upload_to="sheet-imports/%Y/%m")
    lines_file = models.FileField(upload_to="sheet-imports/%Y/%m", blank=True)
    is_taken = models.BooleanField(_("taken in"), default=False)
    state = models.CharField(
        max_length=10, choices=SheetImportState, default=SheetImportState.WAITING
    )
    step = models.PositiveSmallIntegerField(default=0)
    sheets_total = models.PositiveIntegerField(default=0)
    sheets_new = models.PositiveIntegerField(default=0)
    sheets_changed = models.PositiveIntegerField(default=0)
    sheets_same = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    problem = models.JSONField(default=dict)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "code"], name="sheet_import_code_is_unique_per_provider"
            ),
            models.CheckConstraint(
                name="sheet_import_state_is_known",
                condition=models.Q(state__in=SheetImportState.values),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-id"], name="sheet_import_newest_first"),
            models.Index(fields=["dealer", "-id"], name="sheet_import_of_dealer"),
        ]

    def __str__(self) -> str:
        return self.code


class SheetProblem(models.Model):
    """What is wrong with one field of one row. file: sheets or lines. row: of the file, its heading
    being the first. reason: of the list in facts/reasons.py; empty for a good line of a bad sheet,
    which is handed out with it. raw: the row as it was given.
    """

    batch = models.ForeignKey(SheetImport, models.CASCADE, related_name="problems", db_index=False)
    file = models.CharField(max_length=10)
    row = models.PositiveBigIntegerField()
    field = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=30)
    raw = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["batch", "file", "row", "id"], name="sheet_problem_by_row")
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.row}"
