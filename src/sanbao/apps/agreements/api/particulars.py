"""Who an agreement is with and who answers for it, over the API: the same form as the page."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import ValidationError
from pydantic import Field

from sanbao.apps.accounts.access import STAFF, Role, User, api_reader
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.api.step import agreement_of
from sanbao.apps.agreements.forms import ParticularsForm

router = Router(tags=["agreements"])


class ResponsibleData(Schema):
    role: queries.PartRole
    department: str = Field(max_length=60)
    person: str = Field("", description="user name, where it is a certain person")


class LiableData(Schema):
    name: str = Field(max_length=60)
    id_card: str = ""


class Parties(Schema):
    """What is left out of a change is empty afterwards; the title alone stays."""

    title: str = Field("", max_length=160)
    counterparty: str = ""
    dealer: str = Field("", description="code")
    customer: str = Field("", description="code")
    seat: str = Field("", description="the place whose court has jurisdiction")
    main: str = Field("", description="code of the main agreement that is kept here")
    main_reference: str = Field("", description="its number, where it is kept elsewhere")
    main_signed_on: date | None = None
    responsible: list[ResponsibleData] = Field(default_factory=list, max_length=10)
    liable: list[LiableData] = Field(default_factory=list, max_length=20)


@router.get("/{code}/parties", response=Parties, summary="Who it is with, who answers for it")
def parties(request: HttpRequest, code: str) -> dict[str, Any]:
    return told(agreement_of(api_reader(request, Role.MANAGER), code))


@router.put("/{code}/parties", response=Parties, summary="Write down parties and roles")
def describe(request: HttpRequest, code: str, body: Parties) -> dict[str, Any]:
    """In place of what was written down before; a bad field is named, and nothing is changed."""
    me = api_reader(request, Role.MANAGER)
    agreement = agreement_of(me, code)
    form = ParticularsForm(typed(body, me), user=me, agreement=agreement)
    if not form.is_valid():
        raise ValidationError(
            [
                {"loc": [name], "type": "form", "msg": str(words[0])}
                for name, words in form.errors.items()
            ]
        )
    described = actions.describe(agreement, form.particulars(), by=me, at=timezone.now())
    return told(described)


def typed(body: Parties, me: User) -> dict[str, Any]:
    """The body as the form of the page would send it."""
    data = body.dict(exclude={"responsible", "liable"})
    names = {one.person for one in body.responsible if one.person}
    staff = User.objects.filter(provider_id=me.provider_id, roles__overlap=[*STAFF])
    people = dict(staff.filter(username__in=names).values_list("username", "pk"))
    for one in body.responsible:
        data[f"department_{one.role}"] = one.department
        # Nobody of that name: the form says so at the field.
        data[f"person_{one.role}"] = people.get(one.person, 0) if one.person else ""
    data["liable"] = "\n".join(f"{one.name}, {one.id_card}" for one in body.liable)
    return data


def told(agreement: queries.Agreement) -> dict[str, Any]:
    return {
        "title": agreement.title,
        "counterparty": agreement.counterparty,
        "dealer": agreement.dealer.code if agreement.dealer else "",
        "customer": agreement.customer.code if agreement.customer else "",
        "seat": agreement.seat,
        "main": agreement.main.code if agreement.main else "",
        "main_reference": agreement.main_reference,
        "main_signed_on": agreement.main_signed_on,
        "responsible": [
            {
                "role": role,
                "department": row.department,
                "person": row.person.username if row.person else "",
            }
            for role, row in queries.responsibilities_of(agreement).items()
        ],
        "liable": [
            {"name": one.name, "id_card": one.id_card}
            for one in agreement.liable_persons.order_by("pk")
        ],
    }
