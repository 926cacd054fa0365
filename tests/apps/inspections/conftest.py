"""Inspections owed, and a round on its way."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.inspections import actions
from sanbao.apps.inspections.models import Inspection, Round
from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.apps.parties.models import Person
from tests.apps.visits.conftest import drawn
from tests.apps.world import World, certify

CHECKLIST = {
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
    "measured": "空载 0.02 kg",
    "result": "normal",
}
FEEDBACK = {"thorough": "5", "attitude": "5", "satisfaction": "4", "explained": "yes"}


def owe(
    world: World, code: str, *, days: int, what: str = "inspected", kind: str = "asset", **more
) -> Obligation:
    """Something owed again and again, as the engine raises it, due in so many days."""
    starts = world.at - timedelta(days=1) + timedelta(days=min(days, 0))
    is_upkeep = more.pop("upkeep", False)
    row = Obligation.objects.create(
        provider=world.provider,
        code=f"LY-{uuid4().hex[:8]}",
        kind="upkeep" if is_upkeep else "rhythm",
        what=what,
        owed_by="provider",
        clause=more.pop("clause", "5.5"),
        version=world.ours.version,
        subject_kind=kind,
        subject_code=code,
        period=uuid4().hex[:8],
        opens_at=more.pop("opens_at", starts),
        starts_at=starts,
        due_at=None if is_upkeep else world.at + timedelta(days=days),
        state="running",
        span="" if is_upkeep else f"P{max(days, 0) + 1}D",
        roll=False,
        **more,
    )
    LogLine.objects.create(obligation=row, kind="raised", at=starts, reason=row.span)
    LogLine.objects.create(obligation=row, kind="started", at=starts)
    return row


@dataclass(frozen=True, slots=True)
class Trip:
    """A round of ours; each step brings it one further and gives its row."""

    world: World
    row: Round

    @property
    def engineer(self):
        return self.world.mei(Role.ENGINEER)

    @property
    def unit(self) -> Inspection:
        return self.row.inspections.select_related("round", "asset").first()

    def later(self, minutes: int) -> datetime:
        return self.world.at + timedelta(minutes=minutes)

    def plan(self, on: date | None = None, **more) -> Round:
        wanted = actions.Plan(on or self.world.on, more.pop("lead", self.engineer))
        by = self.world.mei(Role.DISPATCHER)
        return actions.plan(self.row, wanted, by=by, at=self.world.at, **more)

    def started(self) -> Round:
        self.plan()
        return actions.start(self.row, by=self.engineer, at=self.later(10))

    def checked(self, **answers: str) -> Round:
        self.started()
        for unit in self.row.inspections.select_related("round"):
            given = {**CHECKLIST, **answers}
            actions.check(unit, given, key=uuid4(), by=self.engineer, at=self.later(20))
        return self.row

    def found(self, outcome: str = "ordered", **more):
        given = actions.Found("接线端子过热发黑", outcome, **more)
        return actions.write_down(
            self.unit, given, key=uuid4(), by=self.engineer, at=self.later(25)
        )

    def signing(self, **more):
        return actions.Signing(**{"signer_name": "卫工", "image": drawn(), **more})

    def signed(self) -> Round:
        self.checked()
        signing = self.signing(nobody_spoke=True)
        return actions.sign(
            self.row, signing, FEEDBACK, key=uuid4(), by=self.engineer, at=self.later(30)
        )


def certified_designer(world: World, name: str = "设工") -> Person:
    person = Person.objects.create(provider=world.provider, name=name)
    certify(person, until=world.on + timedelta(days=300), kind="design")
    return person


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def trip(world: World) -> Trip:
    """A round with the one unit of ours that an inspection is owed for."""
    return proposed(world)


def proposed(world: World) -> Trip:
    evidence.sync_forms()
    owe(world, world.asset.serial, days=20)
    (row,) = actions.propose(world.provider.pk, at=world.at)
    return Trip(world, row)
