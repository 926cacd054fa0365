"""Agreements drawn up, revised and signed by the manager on the pages, for clause tests."""

import re
from uuid import uuid4

from django.http import HttpResponse

from sanbao.apps.agreements import queries as agreements

from .house import House


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
    form = {
        "starts_on": f"{house.present.today}",
        "signed_for_provider": str(house.person("manager")),
        "signed_for_counterparty": house.company.data.counterparty,
        **fields,
    }
    return house.post("manager", "agreements:sign", draft.agreement.code, draft.number, data=form)
