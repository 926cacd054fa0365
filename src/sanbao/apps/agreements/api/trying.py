"""What a draft would change, over the API: asked for, then read page by page."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from sanbao.apps.accounts.access import Role, User, api_reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements import actions, queries

router = Router(tags=["agreements"])


class TrialIn(Schema):
    covers: Literal["agreement", "company"] = Field(
        "agreement", description="the past cases of this agreement, or of the whole company"
    )


class DifferenceOut(Schema):
    """`null`: that answer says nothing of it."""

    field: str
    old: str | bool | None
    new: str | bool | None


class SentencesOut(Schema):
    old: str = Field(description="empty: nothing was said of it")
    new: str = Field(description="empty: nothing would be said of it")


class TriedCaseOut(Schema):
    subject_kind: str
    subject_code: str
    number: int = Field(description="which decision on this subject")
    decided_at: datetime
    sentences: list[SentencesOut]
    differences: list[DifferenceOut]


class TrialOut(Schema):
    state: Literal["none", "running", "done", "failed"]
    covers: str = ""
    total: int = 0
    done: int = 0
    differing: int = 0
    is_outdated: bool = Field(False, description="the draft has changed since")
    items: list[TriedCaseOut] = Field(default_factory=list)
    next: str = Field("", description="pass back as `after`; empty on the last page")


def version_of(user: User, code: str, number: int) -> queries.Version:
    return get_object_or_404(queries.versions_for(user), agreement__code=code, number=number)


@router.post(
    "/{code}/versions/{number}/trial",
    response=TrialOut,
    summary="Decide past cases anew by a draft",
)
def try_out(request: HttpRequest, code: str, number: int, body: TrialIn) -> dict[str, Any]:
    """The worker does it; asked while it does, the same trial goes on."""
    me = api_reader(request, Role.MANAGER)
    version = version_of(me, code, number)
    trial = actions.try_out(version, covers=body.covers, by=me, at=timezone.now())
    return {"state": trial.state, "covers": trial.covers}


@router.get(
    "/{code}/versions/{number}/trial",
    response=TrialOut,
    summary="What a draft would decide differently",
)
def trial(request: HttpRequest, code: str, number: int, after: str = "") -> dict[str, Any]:
    """How far it is; when it is done, each decision that comes out otherwise, latest first."""
    version = version_of(api_reader(request, Role.MANAGER), code, number)
    found = queries.trial_of(version)
    if found is None:
        return {"state": "none"}
    told: dict[str, Any] = {
        name: getattr(found, name) for name in ("state", "covers", "total", "done", "differing")
    }
    told["is_outdated"] = queries.is_outdated(found, version)
    if found.state == queries.TrialState.DONE:
        page = page_of(queries.tried_cases(found), by=queries.LATEST_FIRST, after=after)
        told["items"] = [told_of(each) for each in queries.cases_beside(page.rows)]
        told["next"] = page.after
    return told


def told_of(case: queries.CaseBeside) -> dict[str, Any]:
    names = ("subject_kind", "subject_code", "number", "decided_at")
    return {name: getattr(case.decision, name) for name in names} | {
        "sentences": [{"old": old, "new": new} for old, new in case.sentences],
        "differences": case.differences,
    }
