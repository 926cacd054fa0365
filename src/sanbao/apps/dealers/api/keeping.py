"""What the provider puts on record of a dealer over the API: shortfalls, changes, exposures."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import Role
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.api.file import DealerOut, PostOut, asked, router, shown, shown_post
from sanbao.rules.deadline import china_day


class Noted(Schema):
    note: str = Field("", max_length=80)


class Heard(Schema):
    told_on: date | None = Field(None, description="today if left out")


class Exposed(Schema):
    kind: queries.ExposureKind
    on: date
    source: str = Field(min_length=1, max_length=160)
    description: str = Field(min_length=1, max_length=2000)


class ExposureOut(Exposed):
    id: int


@router.post("/{code}/staff/{pk}/told", response=PostOut, summary="The dealer has told of a change")
def hear_of(request: HttpRequest, code: str, pk: int, payload: Heard) -> dict[str, object]:
    me, dealer = asked(request, code, *queries.KEEPS)
    post = get_object_or_404(queries.posts_of(dealer).select_related("dealer", "person"), pk=pk)
    return shown_post(actions.hear_of(post, told_on=payload.told_on, by=me, at=timezone.now()))


@router.post("/{code}/shortfall", response=DealerOut, summary="Put a shortfall on record")
def declare_shortfall(request: HttpRequest, code: str, payload: Noted) -> dict[str, object]:
    """The organisation lapses, with all that is lacking as its reason."""
    me, dealer = asked(request, code, Role.MANAGER)
    at = timezone.now()
    actions.declare_shortfall(dealer, note=payload.note, by=me, at=at)
    return shown(queries.standing_of(dealer, on=china_day(at)))


@router.post("/{code}/complete", response=DealerOut, summary="The organisation is complete again")
def declare_complete(request: HttpRequest, code: str) -> dict[str, object]:
    me, dealer = asked(request, code, Role.MANAGER)
    at = timezone.now()
    actions.declare_complete(dealer, by=me, at=at)
    return shown(queries.standing_of(dealer, on=china_day(at)))


@router.post("/{code}/exposures", response={201: ExposureOut}, summary="Exposed in the media")
def note_exposure(request: HttpRequest, code: str, payload: Exposed) -> Status[object]:
    """Or an authority gave notice of it; the award of the year counts it."""
    me, dealer = asked(request, code, *queries.CHECKS)
    seen = actions.Seen(**payload.dict())
    return Status(201, actions.note_exposure(dealer, seen, by=me, at=timezone.now()))
