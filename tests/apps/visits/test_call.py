"""The call after the service (P3-4 step 7): tried, answered, and then the case closes."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.desk import actions as desk
from sanbao.apps.evidence.models import Record
from sanbao.apps.journal.models import Entry
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.models import FollowUp
from sanbao.rules.moves import Refused
from tests.apps.visits.conftest import open_case

GOOD = {"respondent": "钱一", "works": "yes", "satisfaction": "5"}
BAD = {"respondent": "钱一", "works": "no", "works_note": "又跳数了", "satisfaction": "2"}


def planned(field):
    entry = Entry.objects.get(happening="case.restored", subject_code=field.case.code)
    return actions.plan(entry)


def answer(field, follow_up, answers, key=None):
    return actions.answer(
        follow_up, answers, key=key or uuid4(), by=field.world.mei(), at=field.later(300)
    )


def state_of(field):
    field.case.refresh_from_db()
    return field.case.state


@pytest.mark.clause("P3-4.7")
def test_each_restoring_is_followed_up_once(field):
    field.reported()
    first, second = planned(field), planned(field)
    assert first == second
    assert first.due_at > field.world.at + timedelta(days=2)
    assert queries.open_follow_ups(field.world.mei()).get() == first


@pytest.mark.clause("P3-4.7")
def test_a_good_answer_closes_the_case(field):
    field.reported()
    done = answer(field, planned(field), GOOD)
    assert (done.is_reached, done.satisfaction, state_of(field)) == (True, 5, "closed")
    assert done.record.form.kind == "follow-up"


def test_it_does_not_work_opens_the_case_again_with_what_was_said(field):
    field.reported()
    answer(field, planned(field), BAD)
    assert state_of(field) == "reported"
    assert Entry.objects.get(happening="case.reopened").details["reason"] == "又跳数了"


def test_an_answer_left_out_is_refused_and_the_case_stays(field):
    field.reported()
    with pytest.raises(Refused) as refused:
        answer(field, planned(field), {**GOOD, "works": ""})
    assert refused.value.field == "works"
    assert state_of(field) == "restored"
    assert not Record.objects.filter(form__kind="follow-up").exists()


def test_a_case_whose_report_is_missing_closes_when_the_report_comes_in(field):
    visit = field.signed()
    answer(field, planned(field), GOOD)
    assert state_of(field) == "restored"
    actions.report(visit, summary="补交报告", by=field.engineer, at=field.later(400))
    assert state_of(field) == "closed"


def test_a_repeated_request_is_answered_once_and_another_one_refused(field):
    field.reported()
    follow_up, key = planned(field), uuid4()
    assert answer(field, follow_up, GOOD, key) == answer(field, follow_up, GOOD, key)
    with pytest.raises(Refused, match="梅客服 has already made this follow-up"):
        answer(field, follow_up, BAD)
    assert state_of(field) == "closed"


def test_attempts_are_counted_once_each(field):
    field.reported()
    follow_up = planned(field)
    by = {"note": "无人接听", "by": field.world.mei(), "at": field.later(200)}
    for _ in range(2):
        actions.try_again(follow_up, seen=0, **by)
    follow_up.refresh_from_db()
    assert (follow_up.attempts, follow_up.last_tried_at) == (1, field.later(200))


def test_only_after_three_attempts_is_a_customer_given_up(field):
    field.reported()
    follow_up = planned(field)
    by = {"by": field.world.mei(), "at": field.later(200)}
    for seen in range(2):
        actions.try_again(follow_up, seen=seen, note="", **by)
    with pytest.raises(Refused, match="tried 2 times"):
        actions.give_up(follow_up, **by)
    assert state_of(field) == "restored"
    actions.try_again(follow_up, seen=2, note="", **by)
    for _ in range(2):
        given_up = actions.give_up(follow_up, **by)
    assert (given_up.is_reached, state_of(field)) == (False, "closed")


def test_a_case_solved_on_the_call_is_followed_up_too(world, field):
    case = open_case(world, world.neighbour_unit)
    desk.solve_on_call(case, "重启后正常", by=world.mei(), at=world.at)
    follow_up = actions.plan(Entry.objects.get(happening="case.solved"))
    answer(field, follow_up, GOOD)
    case.refresh_from_db()
    assert case.state == "closed"


def test_only_who_calls_sees_what_is_to_be_called(field):
    field.reported()
    planned(field)
    for role in (Role.DESK, Role.MANAGER, Role.QUALITY, Role.AUDITOR):
        assert queries.open_follow_ups(field.world.mei(role)).exists()
    for other in (field.world.lan, field.engineer, field.world.stranger(Role.DESK)):
        assert not queries.open_follow_ups(other).exists()


def test_a_reopened_case_gets_a_follow_up_of_its_own(field):
    field.reported()
    answer(field, planned(field), BAD)
    desk.solve_on_call(field.case, "复位后正常", by=field.world.mei(), at=field.later(500))
    actions.plan(Entry.objects.get(happening="case.solved"))
    assert FollowUp.objects.filter(case=field.case).count() == 2
