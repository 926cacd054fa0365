"""A phone that sends twice, and people who act at the same moment."""

from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from sanbao.apps.journal.models import Entry
from sanbao.apps.visits import actions, tasks
from sanbao.apps.visits.models import FollowUp, Visit
from tests.apps.evidence.test_files import picture
from tests.apps.visits.conftest import take_to_the_field
from tests.apps.visits.test_report import entry_of
from tests.apps.visits.together import together
from tests.apps.world import build

GOOD = {"respondent": "钱一", "works": "yes", "satisfaction": "5"}


@pytest.fixture
def real(transactional_db):
    return take_to_the_field(build(datetime.now(UTC).replace(second=0, microsecond=0)))


def test_one_appointment_sent_many_times_at_once_is_one_visit(real):
    agreeing = partial(
        actions.agree,
        real.order,
        real.appointment(),
        key=uuid4(),
        by=real.engineer,
        at=real.world.at,
    )
    visits, told = together([agreeing] * 6)
    assert told == []
    assert len({visit.pk for visit in visits}) == Visit.objects.count() == 1
    assert Entry.objects.filter(happening="visit.agreed").count() == 1


def test_of_two_appointments_agreed_at_once_one_stands(real):
    agreeing = [
        partial(
            actions.agree,
            real.order,
            real.appointment(start),
            key=uuid4(),
            by=real.engineer,
            at=real.world.at,
        )
        for start in (10, 20)
    ]
    visits, told = together(agreeing)
    assert (len(visits), len(told), Visit.objects.count()) == (1, 1, 1)
    assert "visit agreed or under way" in told[0]


def test_one_signature_sent_many_times_at_once_is_signed_once(real):
    visit, key = real.worked(), uuid4()
    signing = [
        partial(actions.sign, visit, real.signing(), key=key, by=real.engineer, at=real.later(110))
        for _ in range(6)
    ]
    signed, told = together(signing)
    assert (len(signed), told) == (6, [])
    assert Entry.objects.filter(happening="visit.signed").count() == 1


def test_one_photo_sent_many_times_at_once_is_kept_once(real):
    visit, key = real.checked(), uuid4()
    adding = [
        partial(
            actions.add_photo,
            visit,
            ContentFile(picture(), name="故障.jpg"),
            key=key,
            by=real.engineer,
            at=real.later(70),
        )
        for _ in range(6)
    ]
    kept, told = together(adding)
    assert told == []
    assert len({photo.pk for photo in kept}) == 1


def test_two_workers_with_one_job_make_one_report_and_one_call(real):
    visit = real.reported()
    restored = Entry.objects.get(happening="case.restored")
    jobs = [partial(tasks.make_report, entry_of(visit).pk)] * 2
    together(jobs + [partial(tasks.plan_follow_up, restored.pk)] * 2)
    visit.refresh_from_db()
    assert visit.report is not None
    assert FollowUp.objects.count() == 1


def test_of_two_who_answer_one_call_one_is_told_who_was_faster(real):
    real.reported()
    follow_up = actions.plan(Entry.objects.get(happening="case.restored"))
    answering = [
        partial(
            actions.answer, follow_up, GOOD, key=uuid4(), by=real.world.mei(), at=real.later(300)
        )
        for _ in range(2)
    ]
    made, told = together(answering)
    assert (len(made), len(told)) == (1, 1)
    assert "梅客服 has already made this follow-up" in told[0]
