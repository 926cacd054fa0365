"""Trying a draft out: the worker decides past cases anew by it, and keeps what comes out otherwise.

How a past decision is made anew and compared is `queries.redecide`, as for `sanbao redecide`.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import locked
from sanbao.apps.agreements.models import Covers, Trial, TrialState, TriedCase, Version
from sanbao.apps.journal import actions as journal
from sanbao.rules.binding import Facts, blanks_open
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.source import TermsError

log = logging.getLogger(__name__)
TRY_OUT = "agreements.try_draft"
# Decisions between two steps of the progress.
CHUNK = 100


class NotMyTurn(Exception):
    """This attempt was given up for dead or asked for anew, and another works on the trial."""


@transaction.atomic
def try_out(version: Version, *, covers: str = Covers.AGREEMENT, by: User, at: datetime) -> Trial:
    """Let the worker decide past cases anew by a draft; asked while it does, the same trial.

    Raises Refused for a version that has been in force, and while a blank is open.
    """
    agreement = locked(version)
    if version.put_in_force_at is not None:
        raise Refused(Message("this version is in force already"))
    if (no := blanks_open(Facts(open_blanks=queries.labels(version)))) is not None:
        raise Refused(no.reason)
    if covers not in Covers.values:
        raise Refused(Message("there is no such choice"), field="covers")
    trial = Trial.objects.filter(version=version).first()
    if trial and trial.state == TrialState.RUNNING and trial.covers == covers:
        return trial
    fresh = {"covers": covers, "state": TrialState.RUNNING, "asked_at": at, "asked_by": by}
    counted = {"total": 0, "done": 0, "differing": 0, "run": (trial.run if trial else 0) + 1}
    trial, _is_new = Trial.objects.update_or_create(version=version, defaults=fresh | counted)
    trial.cases.all().delete()
    app.configure_task(TRY_OUT, lock=f"trial-{trial.pk}").defer(trial_id=trial.pk, run=trial.run)
    journal.record(
        "agreement.tried",
        agreement.code,
        provider=agreement.provider_id,
        at=at,
        by=by,
        details={"version": version.number, "covers": covers},
    )
    return trial


def run_trial(trial_id: int, run: int) -> None:
    """Decide anew, with progress. Called again, after a worker that died, it begins anew."""
    trial = begin(trial_id, run)
    if trial is None:
        return
    try:
        found = queries.redecide(queries.decisions_tried(trial), under=trial.version)
        while chunk := list(islice(found, CHUNK)):
            take(trial, chunk)
        mine(trial, state=TrialState.DONE)
    except TermsError:
        # A blank was opened after the trial had been asked for.
        give_up_trial(trial_id, trial.run)
    except NotMyTurn:
        log.info("trial %s is in other hands", trial_id)


@transaction.atomic
def begin(trial_id: int, run: int) -> Trial | None:
    """The trial with nothing decided yet; None when it is not to be made (any more)."""
    trial = Trial.objects.select_for_update().filter(pk=trial_id, run=run).first()
    if trial is None or trial.state != TrialState.RUNNING:
        return None
    trial.cases.all().delete()
    trial.token = queries.token(trial.version)
    trial.total, trial.done, trial.differing = queries.decisions_tried(trial).count(), 0, 0
    trial.save(update_fields=["token", "total", "done", "differing"])
    return trial


@transaction.atomic
def take(trial: Trial, chunk: Sequence[queries.Redecided]) -> None:
    """Keep what a chunk of decisions brought, and move the progress on."""
    different = [again for again in chunk if again.differences]
    mine(trial, done=F("done") + len(chunk), differing=F("differing") + len(different))
    TriedCase.objects.bulk_create(
        [
            TriedCase(trial=trial, decision=again.row, answer=dict(again.answer))
            for again in different
        ],
        ignore_conflicts=True,
    )


def mine(trial: Trial, **fields: object) -> None:
    """Write `fields`, if it is still this attempt's turn."""
    turn = Trial.objects.filter(pk=trial.pk, run=trial.run, state=TrialState.RUNNING)
    if turn.update(**fields) != 1:
        raise NotMyTurn


def give_up_trial(trial_id: int, run: int) -> None:
    """Nobody waits for ever before a progress bar."""
    turn = Trial.objects.filter(pk=trial_id, run=run, state=TrialState.RUNNING)
    turn.update(state=TrialState.FAILED)
