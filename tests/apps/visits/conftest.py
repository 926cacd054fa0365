"""A case of ours on its way to the visit, made with the actions that a day makes it with."""

import io
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from sanbao.apps.accounts.access import Role
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk.facts import CaseReport
from sanbao.apps.desk.models import Case
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.visits import actions
from sanbao.apps.visits.models import Visit
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.models import WorkOrder
from tests.apps.world import World

CHECKLIST = dict.fromkeys(
    (
        "certificate_shown",
        "price_list_followed",
        "receipt_given",
        "working_order_shown",
        "use_explained",
        "nothing_accepted",
        "courteous",
        "no_cut_corners",
        "site_rules_kept",
    ),
    "yes",
)


def drawn() -> ContentFile:
    """A signature as the canvas sends it."""
    image = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(20, 90), (90, 20), (160, 100), (260, 30)], "black", 4)
    out = io.BytesIO()
    image.save(out, "PNG")
    return ContentFile(out.getvalue(), name="signature.png")


@dataclass(frozen=True, slots=True)
class Field:
    """What a visit test acts with; each step brings the visit one further and gives its row."""

    world: World
    case: Case
    order: WorkOrder

    @property
    def engineer(self):
        return self.world.mei(Role.ENGINEER)

    def later(self, minutes: int):
        return self.world.at + timedelta(minutes=minutes)

    def appointment(self, start: int = 60, end: int = 120, who: str = "钱一"):
        """At that time, or when the engineer is free after it."""
        length = timedelta(minutes=end - start)
        starts_at = orders.free_from(self.engineer, self.later(start), length)
        return actions.Appointment(starts_at, starts_at + length, who)

    def agreed(self, **more) -> Visit:
        return actions.agree(
            self.order,
            more.pop("appointment", self.appointment()),
            key=more.pop("key", uuid4()),
            by=self.engineer,
            at=self.world.at,
        )

    def arrived(self) -> Visit:
        return actions.arrive(self.agreed(), place=None, by=self.engineer, at=self.later(60))

    def shown(self) -> Visit:
        visit = self.arrived()
        return actions.show(
            visit, certificate=True, price_list=True, by=self.engineer, at=self.later(61)
        )

    def checked(self) -> Visit:
        visit = self.shown()
        actions.check_conduct(visit, CHECKLIST, key=uuid4(), by=self.engineer, at=self.later(62))
        return visit

    def done(self, **change):
        work = actions.Work(
            cause="product_quality",
            component="whole",
            finding="称重传感器漂移",
            measure="更换传感器并标定",
            is_restored=True,
        )
        return replace(work, **change)

    def worked(self, **change) -> Visit:
        visit = self.checked()
        return actions.work(visit, self.done(**change), by=self.engineer, at=self.later(100))

    def signing(self, **change):
        signing = actions.Signing("钱一", drawn(), 5, "很及时")
        return replace(signing, **change)

    def signed(self, **change) -> Visit:
        visit = self.worked(**change)
        return actions.sign(
            visit, self.signing(), key=uuid4(), by=self.engineer, at=self.later(110)
        )

    def reported(self, **change) -> Visit:
        visit = self.signed(**change)
        return actions.report(visit, summary="传感器受潮", by=self.engineer, at=self.later(130))


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def open_case(world: World, asset=None) -> Case:
    asset = asset or world.asset
    return desk.open_case(
        CaseReport(
            key=uuid4(),
            asset=asset,
            channel="phone",
            description="称重数据跳动",
            reporter_name="钱一",
            reporter_phone="13900001111",
            reported_at=world.at,
        ),
        by=world.mei(),
        at=world.at,
    )


def take_to_the_field(world: World, asset=None) -> Field:
    evidence.sync_forms()
    case = open_case(world, asset)
    order = workorders.raise_for(case, task="上门检修", by=world.mei(), at=world.at)
    order = workorders.assign(
        order, world.mei(Role.ENGINEER), by=world.mei(Role.DISPATCHER), at=world.at
    )
    return Field(world, case, order)


@pytest.fixture
def field(world: World) -> Field:
    return take_to_the_field(world)


@pytest.fixture
def charged(world: World) -> Field:
    """A unit without a warranty: parts and labour by the price list (full-process, 4.9)."""
    return take_to_the_field(world, world.counter_unit)
