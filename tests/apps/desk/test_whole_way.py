"""A case from the call to the closed file, as the desk and the customer see it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from sanbao.apps.desk import queries
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as files
from sanbao.apps.journal import queries as journal
from sanbao.apps.visits import actions as visits
from sanbao.site.pages.progress import made_of, milestones

from ..visits.conftest import drawn, take_to_the_field
from ..visits.test_call import GOOD
from ..world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def done(case: queries.Case) -> list[str]:
    return [step.label for step in milestones(case, made_of(case)) if step.is_done]


@pytest.mark.clause("P3-4.1", "P3-4.2", "P3-4.3", "P3-4.4", "P3-4.5", "P3-4.6", "P3-4.7", "P1-7.1")
def test_the_customer_sees_how_far_it_is_all_the_way(world: World, client: Client) -> None:
    field = take_to_the_field(world)
    way = ["已报修", "已指派工程师"]
    assert done(field.case) == way
    visit = field.signed()
    way += ["已约定上门时间", "工程师已到场", "已恢复正常", "客户已签字"]
    assert done(field.case) == way
    visits.report(visit, summary="传感器受潮", by=field.engineer, at=field.later(130))
    entry = journal.history(world.provider.pk, ("case", field.case.code)).filter(
        happening="case.restored"
    )
    follow_up = visits.plan(entry.get())
    visits.answer(follow_up, GOOD, key=uuid4(), by=world.mei(), at=field.later(200))
    case = queries.cases_for(world.mei()).get()
    assert case.state == "closed"
    assert done(case) == [*way, "已回访", "已办结"]
    client.force_login(world.mei("customer"))
    page = client.get(f"/desk/mine/cases/{case.code}/").content.decode()
    assert "王工" in page
    client.force_login(world.mei())
    page = client.get(f"/desk/cases/{case.code}/").content.decode()
    for shown in (visit.code, field.order.code, "称重传感器漂移", "客户已签字", "已回访"):
        assert shown in page


def test_a_photo_of_the_fault_is_seen_by_whom_it_concerns(world: World, client: Client) -> None:
    field = take_to_the_field(world)
    photo = evidence.attach(
        drawn(),
        provider=world.provider,
        subject=("case", field.case.code),
        purpose="photo",
        key=uuid4(),
        by=None,
        at=world.at + timedelta(minutes=1),
    )
    assert files.attachments_of(world.provider.pk, "case", field.case.code).get() == photo
    where = f"/files/{photo.key}/"
    for user, status in (
        (world.mei(), 200),
        (world.mei("customer"), 200),
        (world.mei("engineer"), 200),
        (world.neighbour, 404),
        (world.lan, 404),
        (world.stranger(), 404),
    ):
        client.force_login(user)
        assert client.get(where).status_code == status
    client.force_login(world.mei())
    assert where in client.get(f"/desk/cases/{field.case.code}/").content.decode()
