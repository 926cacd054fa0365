"""Agreements drawn up, revised and signed by the manager on the pages, for clause tests."""

import base64
import re
from random import Random
from uuid import uuid4

from django.http import HttpResponse

from sanbao.apps.agreements import queries as agreements
from sanbao.site.demo.pictures import signature

from .house import House

ID_CARD = "11010519491231002X"  # the example of GB 11643-1999 itself


def revise(house: House, **blanks: str) -> agreements.Version:
    """The company's agreement with other values in its blanks, in force from today."""
    code = house.company.version.agreement.code
    house.post("manager", "agreements:revise", code, data={})
    draft = agreements.draft_of(house.company.version.agreement)
    assert draft is not None, "the agreement has no draft"
    write(house, draft, **blanks)
    sign(house, draft)
    draft.refresh_from_db()
    return draft


def draw_up(house: House, template: str, *, title: str, **blanks: str) -> agreements.Version:
    """A further agreement from a template: a draft, not signed yet."""
    form = {"key": str(uuid4()), "title": title, "counterparty": ""}
    answer = house.post("manager", "agreements:create", template, data=form)
    found = re.search(r"/agreements/([^/]+)/v1/", answer.headers["Location"])
    assert found is not None, "no draft was made"
    draft = agreements.versions_for(house.person("manager")).get(agreement__code=found[1])
    write(house, draft, **blanks)
    return draft


def write(house: House, draft: agreements.Version, **blanks: str) -> None:
    form = {**agreements.values(draft), **blanks}
    house.post("manager", "agreements:fill", draft.agreement.code, draft.number, data=form)


def sign(house: House, draft: agreements.Version, **fields: str) -> HttpResponse:
    """By both sides, in force from today, unless `fields` say otherwise."""
    both_sign(house, draft)
    form = {"starts_on": f"{house.present.today}", "ends_on": "", **fields}
    return house.post("manager", "agreements:force", *at(draft), data=form)


def at(draft: agreements.Version) -> tuple[str, int]:
    return draft.agreement.code, draft.number


def both_sign(house: House, draft: agreements.Version) -> None:
    """Handed in, signed by our signer and theirs, each copy with its holder."""
    if draft.number == 1:
        describe(house, draft)
    house.post("manager", "agreements:submit", *at(draft), data={})
    side_signs(house, draft, "provider")
    side_signs(house, draft, "counterparty", id_card=ID_CARD)
    copies = agreements.binding_facts(draft).formalities.copies
    holders = {f"holder_{number}": f"{number} 方" for number in range(1, copies + 1)}
    house.post("manager", "agreements:hand_out", *at(draft), data=holders)


def describe(house: House, draft: agreements.Version, **changed: object) -> HttpResponse:
    """On the page of parties and roles: all that any of the eight plans asks for."""
    form = {
        "counterparty": house.company.data.counterparty,
        "seat": "山东省济南市",
        "liable": f"牛国强，{ID_CARD}",
        "main_reference": "ZX-1",
        "main_signed_on": f"{house.present.today}",
        "department_signs": "销售部",
        "department_executes": "售后部",
        "department_supervises": "销售部",
        **changed,
    }
    return house.post("manager", "agreements:particulars", draft.agreement.code, data=form)


def side_signs(
    house: House, draft: agreements.Version, side: str, *, who: str = "", **changed: object
) -> HttpResponse:
    """One side signs on its page; for us whoever is named for it."""
    named = agreements.responsibilities_of(draft.agreement).get("signs")
    signer = named.person if named and named.person and side == "provider" else "manager"
    form = {
        "key": str(uuid4()),
        "name": "牛国强" if side == "counterparty" else "宋立群",
        "seal": "applied",
        "signed_on": f"{house.present.today}",
        "signature": drawn(),
        **changed,
    }
    return house.post(who or signer, "agreements:sign_side", *at(draft), side, data=form)


def drawn() -> str:
    """A signature as the field on the page sends it."""
    png = base64.b64encode(signature(Random(1)).read()).decode()
    return f"data:image/png;base64,{png}"
