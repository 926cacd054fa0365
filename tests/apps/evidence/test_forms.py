from uuid import uuid4

import pytest
from django.core.management import call_command

from sanbao.apps.evidence import actions, queries
from sanbao.apps.evidence.models import FormDefinition, Record
from sanbao.rules.moves import Refused
from tests.apps.world import World

FOLLOW_UP = {"respondent": "钱一", "works": "yes", "satisfaction": "5"}


@pytest.fixture
def forms(db: None) -> None:
    actions.sync_forms()


def fill(world: World, answers, key=None, code="SM1", **more):
    return actions.fill(
        "follow-up",
        answers,
        provider=world.provider,
        subject=("case", code),
        key=key or uuid4(),
        by=world.mei(),
        at=world.at,
        **more,
    )


@pytest.mark.django_db
def test_the_shipped_forms_come_in_once():
    assert {form.kind for form in actions.sync_forms()} == {
        "call-back",
        "complaint",
        "conduct-checklist",
        "dealer-check",
        "follow-up",
        "inspection",
        "inspection-feedback",
        "loan-handover",
        "loan-return",
        "new-product",
        "quality-feedback",
        "repair-statistics",
        "service-record",
        "training-attendance",
    }
    call_command("sync_forms")
    assert set(FormDefinition.objects.values_list("version", flat=True)) == {1}


def test_a_changed_form_becomes_a_further_version_and_old_records_keep_theirs(forms, world):
    record = fill(world, FOLLOW_UP)
    FormDefinition.objects.filter(kind="follow-up").update(title={"zh": "旧", "en": "Old"})
    (changed,) = actions.sync_forms()
    assert (changed.kind, changed.version) == ("follow-up", 2)
    assert queries.form("follow-up") == changed
    record.refresh_from_db()
    assert record.form.version == 1


def test_a_record_keeps_its_answers_and_who_gave_them(forms, world):
    record = fill(world, {**FOLLOW_UP, "unasked": "x"}, signer_name="钱一")
    assert record.answers == FOLLOW_UP
    assert (record.filled_by, record.signed_at) == (world.mei(), world.at)
    assert queries.latest_record(world.provider.pk, ("case", "SM1"), "follow-up") == record


def test_an_answer_that_is_missing_is_refused_and_nothing_is_kept(forms, world):
    with pytest.raises(Refused, match="no answer") as refused:
        fill(world, {**FOLLOW_UP, "satisfaction": ""})
    assert refused.value.field == "satisfaction"
    assert not Record.objects.exists()


def test_the_same_key_again_gives_the_first_record(forms, world):
    key = uuid4()
    assert fill(world, FOLLOW_UP, key) == fill(world, FOLLOW_UP, key)
    assert Record.objects.count() == 1


def test_a_key_of_another_subject_is_refused(forms, world):
    key = uuid4()
    fill(world, FOLLOW_UP, key)
    with pytest.raises(Refused, match="something else"):
        fill(world, FOLLOW_UP, key, code="SM2")
