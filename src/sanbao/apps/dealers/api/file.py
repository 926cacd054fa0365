"""The dealer's side over the API."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import said
from sanbao.apps.dealers import actions, queries
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.organisation import lack_words

router = Router(tags=["dealers"])


class ShortfallOut(Schema):
    words: str
    clause: str
    needed: int
    there: int


class DealerOut(Schema):
    code: str
    name: str
    phone: str
    shortfalls: list[ShortfallOut] = Field(description="what its organisation lacks today")


class DealerPage(Schema):
    items: list[DealerOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class PostOut(Schema):
    id: int
    name: str
    kind: queries.PostKind
    since_on: date
    until_on: date | None
    told_on: date | None = Field(description="when the dealer told of it, empty if it did not")
    end_told_on: date | None


class EquipmentOut(Schema):
    id: int
    kind: queries.Gear
    name: str
    quantity: int


class AccountOut(Schema):
    id: int
    holder: str
    bank: str
    branch: str
    number: str = Field(description="only the last four digits for whoever does not pay")
    proposed_at: datetime
    confirmed_at: datetime | None


class FileOut(DealerOut):
    staff: list[PostOut]
    equipment: list[EquipmentOut]
    account: AccountOut | None
    proposed: AccountOut | None


class Named(Schema):
    name: str = Field(min_length=1, max_length=60)
    kind: queries.PostKind = queries.PostKind.REPAIR
    since_on: date
    told_on: date | None = Field(None, description="left out by the provider: found out by itself")
    phone: str = Field("", max_length=30)


class Left(Schema):
    until_on: date
    told_on: date | None = None


class Entered(Schema):
    kind: queries.Gear
    name: str = Field(min_length=1, max_length=120)
    quantity: int = Field(1, ge=1, le=9999)


class Proposed(Schema):
    holder: str = Field(min_length=1, max_length=120)
    bank: str = Field(min_length=1, max_length=120)
    branch: str = Field("", max_length=120)
    number: str = Field(min_length=1, max_length=40)


class Reason(Schema):
    reason: str = Field(min_length=1, max_length=200)


def asked(request: HttpRequest, code: str, *roles: str) -> tuple[User, parties.Dealer]:
    me = api_reader(request, *roles)
    return me, get_object_or_404(queries.dealers_for(me), code=code)


def shown(standing: queries.Standing) -> dict[str, Any]:
    dealer = standing.dealer
    return {
        "code": dealer.code,
        "name": dealer.name,
        "phone": dealer.phone,
        "shortfalls": [
            {
                "words": said(lack_words(one)),
                "clause": one.clause,
                "needed": one.needed,
                "there": one.there,
            }
            for one in standing.shortfalls
        ],
    }


def shown_post(post: queries.Post) -> dict[str, Any]:
    names = ("id", "kind", "since_on", "until_on", "told_on", "end_told_on")
    return {"name": post.person.name, **{name: getattr(post, name) for name in names}}


def shown_account(account: queries.BankAccount | None, me: User) -> dict[str, Any] | None:
    if account is None:
        return None
    names = ("id", "holder", "bank", "branch", "proposed_at", "confirmed_at")
    number = account.number if me.has_role(*queries.PAYS) else account.tail
    return {"number": number, **{name: getattr(account, name) for name in names}}


@router.get("", response=DealerPage, summary="Dealers, newest first, with what each lacks")
def dealer_page(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """A dealer reads of itself alone."""
    me = reader(request)
    page = page_of(queries.dealers_for(me), by=("-id",), after=after)
    on = china_day(timezone.now())
    standings = queries.standings_of(me.provider_id, page.rows, on=on)
    return {"items": [shown(one) for one in standings], "next": page.after}


@router.get("/{code}", response=FileOut, summary="The file of one dealer")
def dealer_file(request: HttpRequest, code: str) -> dict[str, Any]:
    me, dealer = asked(request, code, *queries.READERS)
    return {
        **shown(queries.standing_of(dealer, on=china_day(timezone.now()))),
        "staff": [shown_post(post) for post in queries.posts_of(dealer)],
        "equipment": list(queries.equipment_of(dealer)),
        "account": shown_account(queries.account_of(dealer.pk), me),
        "proposed": shown_account(queries.proposed_account(dealer.pk), me),
    }


@router.post("/{code}/staff", response={201: PostOut}, summary="Name repair staff")
def name_staff(request: HttpRequest, code: str, payload: Named) -> Status[dict[str, Any]]:
    me, dealer = asked(request, code, *queries.KEEPS)
    naming = actions.Naming(**payload.dict())
    return Status(201, shown_post(actions.name_staff(dealer, naming, by=me, at=timezone.now())))


@router.post("/{code}/staff/{pk}/end", response=PostOut, summary="Somebody repairs no more")
def end_staff(request: HttpRequest, code: str, pk: int, payload: Left) -> dict[str, Any]:
    me, dealer = asked(request, code, *queries.KEEPS)
    post = get_object_or_404(queries.posts_of(dealer).select_related("dealer", "person"), pk=pk)
    leaving = actions.Leaving(payload.until_on, payload.told_on)
    return shown_post(actions.end_staff(post, leaving, by=me, at=timezone.now()))


@router.post("/{code}/equipment", response={201: EquipmentOut}, summary="Enter equipment")
def enter_equipment(request: HttpRequest, code: str, payload: Entered) -> Status[object]:
    me, dealer = asked(request, code, *queries.KEEPS)
    made = actions.enter_equipment(dealer, **payload.dict(), by=me, at=timezone.now())
    return Status(201, made)


@router.post("/{code}/equipment/{pk}/remove", response=EquipmentOut, summary="It is gone")
def remove_equipment(request: HttpRequest, code: str, pk: int) -> queries.Equipment:
    me, dealer = asked(request, code, *queries.KEEPS)
    equipment = get_object_or_404(queries.equipment_of(dealer).select_related("dealer"), pk=pk)
    return actions.remove_equipment(equipment, by=me, at=timezone.now())


@router.post("/{code}/account", response={201: AccountOut}, summary="Propose a bank account")
def propose_account(request: HttpRequest, code: str, payload: Proposed) -> Status[Any]:
    """It counts once a second person has confirmed it."""
    me, dealer = asked(request, code, *queries.PROPOSES)
    account = actions.Account(**payload.dict())
    made = actions.propose_account(dealer, account, by=me, at=timezone.now())
    return Status(201, shown_account(made, me))


def waiting(dealer: parties.Dealer, pk: int) -> queries.BankAccount:
    return get_object_or_404(queries.accounts_of(dealer.pk).select_related("dealer"), pk=pk)


@router.post("/{code}/account/{pk}/confirm", response=AccountOut, summary="A second person agrees")
def confirm_account(request: HttpRequest, code: str, pk: int) -> dict[str, Any] | None:
    me, dealer = asked(request, code, *queries.CONFIRMS)
    made = actions.confirm_account(waiting(dealer, pk), by=me, at=timezone.now())
    return shown_account(made, me)


@router.post("/{code}/account/{pk}/withdraw", response=AccountOut, summary="It is not confirmed")
def withdraw_account(
    request: HttpRequest, code: str, pk: int, payload: Reason
) -> dict[str, Any] | None:
    me, dealer = asked(request, code, *queries.PROPOSES)
    account, at = waiting(dealer, pk), timezone.now()
    return shown_account(actions.withdraw_account(account, reason=payload.reason, by=me, at=at), me)
