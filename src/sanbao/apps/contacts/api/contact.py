"""Contacts over the API: calls as a telephone system tells of them, and the inbox."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from sanbao.apps.accounts import queries as accounts
from sanbao.apps.accounts.access import Role, User, api_reader, reader
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.facts import ANSWERS, SEES, TAKES, CallTold, Ring
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

calls = Router(tags=["contacts"])
contacts = Router(tags=["contacts"])
# A telephone system signs in as one of these.
TELLS_OF_CALLS = (*ANSWERS, Role.ADMINISTRATOR)


class SayingOut(Schema):
    side: str = Field(description="`caller` or `us`")
    text: str
    said_at: datetime
    by: str = Field(description="who of us said it")


class ContactOut(Schema):
    code: str
    channel: str
    state: str
    line: str
    name: str
    phone: str
    address: str
    subject: str
    customer: str = Field(description="customer number, empty while nobody is recognised")
    serial: str
    case: str
    held_by: str = Field(description="user name of who has it, empty while nobody has")
    is_price: bool
    solved_at_first: bool
    started_at: datetime
    waits_since: datetime | None
    answered_at: datetime | None
    done_at: datetime | None


class ContactFile(ContactOut):
    sayings: list[SayingOut]


class ContactPage(Schema):
    items: list[ContactOut]
    next: str = Field(description="pass back as `after`; empty on the last page")


class CallIn(Schema):
    """What a telephone system tells of one call, in whatever order and as often as it likes."""

    ref: str = Field(min_length=1, max_length=120, description="your own number of the call")
    event: Ring
    number: str = Field(max_length=30, description="the number that calls")
    line: str = Field("", max_length=40, description="the number or the code that was called")
    agent: str = Field("", max_length=150, description="user name of who has answered")
    at: AwareDatetime | None = Field(None, description="when; now if left out")


class Reply(Schema):
    text: str = Field(min_length=1, max_length=4000)
    key: UUID | None = Field(None, description="made by you: the same key is the same answer")


class Solved(Schema):
    answer: str = Field(max_length=4000)


class Recognised(Schema):
    customer: str = Field("", max_length=40, description="customer number; empty: nobody we know")


@calls.post(
    "", response={201: ContactOut}, summary="A call rings, is answered, ends, or was missed"
)
def call(request: HttpRequest, payload: CallIn) -> Status[dict[str, Any]]:
    """The caller is recognised by the number, and the pages of those on duty show the call."""
    me, now = api_reader(request, *TELLS_OF_CALLS), timezone.now()
    at = min(payload.at, now) if payload.at else now
    told = CallTold(
        ref=payload.ref,
        what=payload.event,
        number=payload.number,
        line=payload.line,
        agent=agent_of(me, payload.agent),
    )
    contact = actions.call(me.provider, told, by=me, at=at)
    return Status(201, shown(queries.contact_whole(contact.pk)))


def agent_of(me: User, username: str) -> User | None:
    if not username:
        return None
    found = accounts.active_user(username)
    if found is None or found.provider_id != me.provider_id or not found.has_role(*TAKES):
        raise Refused(Message("nobody of that name answers calls"), field="agent")
    return found


@contacts.get("", response=ContactPage, summary="The inbox, whoever waits longest first")
def inbox(
    request: HttpRequest, state: str = "open", channel: str = "", after: str = ""
) -> dict[str, Any]:
    """`state`: one of the states, `open` or `all`."""
    me, filters = reader(request), queries.Filters(state=state, channel=channel)
    rows = queries.inbox_for(me, filters, at=timezone.now())
    page = page_of(rows, by=filters.order, after=after)
    return {"items": [shown(row) for row in page.rows], "next": page.after}


@contacts.get("/{code}", response=ContactFile, summary="One contact with what was said")
def contact(request: HttpRequest, code: str) -> dict[str, Any]:
    me = api_reader(request, *SEES)
    return whole(found(me, code))


@contacts.post("/{code}/take", response=ContactFile, summary="I answer")
def take(request: HttpRequest, code: str) -> dict[str, Any]:
    """Nobody else can until it is given back; who has it already is named in the refusal."""
    me, one = asked(request, code)
    return whole(actions.take(one, by=me, at=timezone.now()))


@contacts.post("/{code}/give-back", response=ContactFile, summary="Somebody else is to answer")
def give_back(request: HttpRequest, code: str) -> dict[str, Any]:
    me, one = asked(request, code)
    return whole(actions.give_back(one, by=me, at=timezone.now()))


@contacts.post("/{code}/reply", response=ContactFile, summary="Answer in a chat or by mail")
def reply(request: HttpRequest, code: str, payload: Reply) -> dict[str, Any]:
    me, one = asked(request, code)
    key = payload.key or uuid4()
    actions.reply(one, payload.text, key=key, by=me, at=timezone.now())
    return whole(one)


@contacts.post("/{code}/solve", response=ContactFile, summary="Answered, without a work order")
def solve(request: HttpRequest, code: str, payload: Solved) -> dict[str, Any]:
    me, one = asked(request, code)
    return whole(actions.solve(one, payload.answer, by=me, at=timezone.now()))


@contacts.post("/{code}/pass-on", response=ContactFile, summary="A price: sales answers")
def pass_on(request: HttpRequest, code: str) -> dict[str, Any]:
    me, one = asked(request, code)
    return whole(actions.pass_on(one, by=me, at=timezone.now()))


@contacts.post("/{code}/close", response=ContactFile, summary="Nothing was to be done")
def close(request: HttpRequest, code: str) -> dict[str, Any]:
    me, one = asked(request, code)
    return whole(actions.close(one, by=me, at=timezone.now()))


@contacts.post("/{code}/recognise", response=ContactFile, summary="Who it is")
def recognise(request: HttpRequest, code: str, payload: Recognised) -> dict[str, Any]:
    me, one = asked(request, code)
    customer = queries.customer_called(me.provider_id, payload.customer)
    if customer is None and payload.customer.strip():
        raise Refused(Message("no customer has this number"), field="customer")
    return whole(actions.recognise(one, customer, by=me, at=timezone.now()))


@contacts.post("/{code}/into-case", response=ContactFile, summary="Goes on in its case")
def into_case(request: HttpRequest, code: str) -> dict[str, Any]:
    """A report from the web has its case already."""
    me, one = asked(request, code)
    at = timezone.now()
    return whole(actions.into_case(one, one.case_code, is_solved=False, by=me, at=at))


def asked(request: HttpRequest, code: str) -> tuple[User, queries.Contact]:
    me = api_reader(request, *TAKES)
    return me, found(me, code)


def found(me: User, code: str) -> queries.Contact:
    return get_object_or_404(queries.contacts_for(me, at=timezone.now()), code=code)


def whole(one: queries.Contact) -> dict[str, Any]:
    sayings = [
        {
            "side": said.side,
            "text": said.text,
            "said_at": said.said_at,
            "by": said.said_by.username if said.side == queries.Side.US and said.said_by else "",
        }
        for said in queries.sayings_of(one)
    ]
    return {**shown(queries.contact_whole(one.pk)), "sayings": sayings}


def shown(one: queries.Contact) -> dict[str, Any]:
    same = ("code", "channel", "state", "name", "phone", "address", "subject", "is_price")
    instants = ("started_at", "waits_since", "answered_at", "done_at")
    return {
        **{name: getattr(one, name) for name in (*same, *instants)},
        "line": one.line.code if one.line else "",
        "customer": one.customer.code if one.customer else "",
        "serial": one.asset.serial if one.asset else "",
        "case": one.case_code,
        "held_by": one.held_by.username if one.held_by else "",
        "solved_at_first": one.is_first,
    }
