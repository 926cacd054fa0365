"""Inspections, call-backs and loans walked by pages, as `walk` does it for a case."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sanbao.apps.assets import queries as assets
from sanbao.apps.inspections import queries as inspections
from sanbao.apps.obligations.queries import Obligation
from sanbao.apps.parties import actions as parties

from .house import House
from .walk import drawn

IN_ORDER = {
    **dict.fromkeys(
        (
            "appearance",
            "electrical",
            "moving_parts",
            "protection",
            "function",
            "own_maintenance",
            "run_log",
        ),
        "yes",
    ),
    "result": "normal",
}
PRAISE = {"thorough": "5", "attitude": "5", "satisfaction": "5", "explained": "yes"}


def owed(house: House, what: str, code: str) -> Obligation:
    """The next of what is owed for a unit or a customer without anybody having asked."""
    rows = Obligation.objects.filter(
        provider=house.company.provider, what=what, subject_code=code, caused_by=None
    )
    row = rows.exclude(state__in=["cancelled", "met"]).order_by("due_at", "id").first()
    assert row is not None, "nobody had to ask for it"
    return row


@dataclass(slots=True)
class Trip:
    """A round to the site of one unit, by the dispatcher, the desk and the engineer."""

    house: House
    unit: assets.Asset

    @property
    def row(self) -> inspections.Round:
        return inspections.Inspection.objects.filter(asset=self.unit).latest("pk").round

    @property
    def pk(self) -> int:
        return inspections.Inspection.objects.filter(asset=self.unit).latest("pk").pk

    def propose(self) -> None:
        self.house.post("dispatcher", "inspections:list", data={})

    def plan(self, **fields: Any) -> None:
        form = {
            "on": f"{self.house.present.today}",
            "lead": self.house.person("engineer").pk,
            **fields,
        }
        self.house.post("dispatcher", "inspections:plan", self.row.code, data=form)

    def designer(self, name: str = "顾设计") -> int:
        """Somebody marked as a design engineer."""
        person = parties.create_person(name, provider=self.house.company.provider)
        today = self.house.present.today
        self.house.post(
            "manager",
            "training:person",
            person.pk,
            data={
                "kind": "design",
                "number": "SJ-1",
                "valid_from": f"{today - timedelta(days=30)}",
                "valid_until": f"{today + timedelta(days=300)}",
            },
        )
        return person.pk

    def start(self) -> None:
        self.house.post("engineer", "inspections:start", self.row.code, data={})

    def check(self, **answers: str) -> None:
        form = {**IN_ORDER, "key": str(uuid4()), **answers}
        self.house.post("engineer", "inspections:checklist", self.row.code, self.pk, data=form)

    def find(self, found: str, outcome: str, **fields: str) -> None:
        form = {"key": str(uuid4()), "found": found, "outcome": outcome, **fields}
        self.house.post("engineer", "inspections:fault", self.row.code, self.pk, data=form)

    def hear(self, said_by: str, words: str) -> None:
        form = {"key": str(uuid4()), "said_by": said_by, "words": words}
        self.house.post("engineer", "inspections:opinion", self.row.code, self.pk, data=form)

    def sign(self, **fields: Any) -> None:
        form = {
            **PRAISE,
            "key": str(uuid4()),
            "signer_name": "卫工",
            "signature": drawn(),
            **fields,
        }
        self.house.post("engineer", "inspections:sign", self.row.code, data=form)
