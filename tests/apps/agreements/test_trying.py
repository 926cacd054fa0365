"""What a draft would change: past cases decided anew, and each that differs is shown."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries, tasks
from sanbao.apps.agreements.models import Decision, Trial, TriedCase, Version

from ..begun import begun, broken
from ..obligations.promises import fault
from ..world import World
from .test_pages import drafted

pytestmark = pytest.mark.django_db
BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
HOUR, TWO = "what: on_site, by: provider, within: PT1H", "what: on_site, by: provider, within: PT2H"


def decide(world: World, code: str) -> None:
    actions.decide(
        world.ours.version, fault(world, world.at), subject=("case", code), by=None, at=world.at
    )


@pytest.fixture
def draft(world: World) -> Version:
    """A draft that gives two hours where one was promised; two cases of ours, one of theirs."""
    for code in ("GD-1", "GD-2"):
        decide(world, code)
    facts = fault(world, world.at)
    actions.decide(world.theirs.version, facts, subject=("case", "GD-9"), by=None, at=world.at)
    made = actions.new_version(world.ours.agreement, by=world.mei(Role.MANAGER), at=world.at)
    made.source = made.source.replace(HOUR, TWO)
    made.save()
    return made


def run_jobs() -> None:
    """What the worker would do with the trials that wait."""
    for job in ProcrastinateJob.objects.filter(task_name=actions.TRY_OUT).order_by("pk"):
        actions.run_trial(**job.args)


def address(name: str, version: Version) -> str:
    return reverse(f"agreements:{name}", args=[version.agreement.code, version.number])


def test_each_case_that_differs_is_listed_term_by_term(
    client: Client, world: World, draft: Version
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    page = address("trial", draft)
    assert page in client.get(address("version", draft)).content.decode()
    assert page in client.get(address("edit", draft)).content.decode()
    assert client.post(address("try_out", draft), {"covers": "agreement"})["Location"] == page
    waiting = client.get(page).content.decode()
    assert "<progress" in waiting
    assert "every 1s" in waiting
    run_jobs()
    fragment = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div id="trial"')
    assert "every 1s" not in fragment
    trial = Trial.objects.get()
    assert (trial.state, trial.total, trial.done, trial.differing) == ("done", 2, 2, 2)
    told = client.get(page)
    assert [case.decision.subject_code for case in told.context["cases"]] == ["GD-2", "GD-1"]
    old, new = told.context["cases"][0].sentences[0]
    assert old != new
    assert "到场" in old or "现场" in old
    assert "GD-9" not in told.content.decode()
    # The cases themselves are as they were.
    assert set(Decision.objects.values_list("number", flat=True)) == {1}


def test_the_command_and_the_page_find_the_same(world: World, draft: Version) -> None:
    trial = actions.try_out(draft, by=world.mei(Role.MANAGER), at=world.at)
    run_jobs()
    rows = queries.decisions_in(queries.Scope(world.provider.slug, world.ours.agreement.code))
    by_command = [again.row.pk for again in queries.redecide(rows, under=draft)]
    assert sorted(trial.cases.values_list("decision_id", flat=True)) == sorted(by_command)


def test_a_first_version_is_tried_on_all_cases_of_the_company(
    client: Client, world: World, draft: Version
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    other = drafted(world, "integrated-equipment")
    actions.fill_blanks(
        other,
        {blank.name: blank.sample for blank in queries.open_blanks(other)},
        by=world.mei(Role.MANAGER),
        at=world.at,
    )
    form = client.get(address("trial", other)).context["form"]
    assert form.initial == {"covers": "company"}
    client.post(address("try_out", other), {"covers": "company"})
    run_jobs()
    assert Trial.objects.get(version=other).total == 2
    client.post(address("try_out", other), {"covers": "agreement"})
    run_jobs()
    assert Trial.objects.get(version=other).total == 0
    assert "还没有" in client.get(address("trial", other)).content.decode()


def test_a_change_of_the_draft_is_said_and_it_is_tried_again(
    client: Client, world: World, draft: Version
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    me = world.mei(Role.MANAGER)
    actions.try_out(draft, by=me, at=world.at)
    run_jobs()
    assert not client.get(address("trial", draft)).context["is_outdated"]
    draft.source = draft.source.replace(TWO, HOUR)
    draft.save()
    assert client.get(address("trial", draft)).context["is_outdated"]
    actions.try_out(draft, by=me, at=world.at)
    assert actions.try_out(draft, by=me, at=world.at).run == 2, "under way: no second one"
    run_jobs()
    trial = Trial.objects.get()
    assert (trial.state, trial.differing, TriedCase.objects.count()) == ("done", 0, 0)


def test_what_cannot_be_tried_is_said_with_the_reason(
    client: Client, world: World, draft: Version
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    signed = world.ours.version
    page = client.post(address("try_out", signed), {"covers": "agreement"}, follow=True)
    assert "已经生效" in page.content.decode()
    Version.objects.filter(pk=draft.pk).update(
        source=draft.source.replace("    default: 见服务卡\n", ""), blanks={}
    )
    page = client.post(address("try_out", draft), {"covers": "agreement"}, follow=True)
    assert "空格" in page.content.decode() or "空白" in page.content.decode()
    assert not Trial.objects.exists()


def test_only_managers_of_the_company_try_a_draft(world: World, draft: Version) -> None:
    for user in (world.lan, world.mei(Role.DESK), world.stranger(Role.MANAGER)):
        client = Client()
        client.force_login(user)
        assert client.get(address("trial", draft)).status_code == 404
        assert client.post(address("try_out", draft)).status_code == 404
    assert not Trial.objects.exists()


def test_a_worker_that_follows_a_dead_one_begins_anew(
    world: World, draft: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.trying, "CHUNK", 1)
    trial = actions.try_out(draft, by=world.mei(Role.MANAGER), at=world.at)
    take, taken = actions.trying.take, []

    def dying(*given: Any) -> None:
        if taken:
            raise MemoryError
        take(*given)
        taken.append(given)

    monkeypatch.setattr(actions.trying, "take", dying)
    with pytest.raises(MemoryError):
        actions.run_trial(trial.pk, trial.run)
    assert Trial.objects.get().done == 1
    monkeypatch.setattr(actions.trying, "take", take)
    for _twice in "ab":
        actions.run_trial(trial.pk, trial.run)
    trial.refresh_from_db()
    assert (trial.state, trial.done, trial.cases.count()) == ("done", 2, 2)


def test_a_trial_that_came_to_nothing_says_so(
    client: Client, world: World, draft: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    trial = actions.try_out(draft, by=world.mei(Role.MANAGER), at=world.at)

    monkeypatch.setattr(actions, "run_trial", broken)

    with pytest.raises(ZeroDivisionError):
        tasks.try_draft.func(begun(), trial_id=trial.pk, run=trial.run)
    assert Trial.objects.get().state == "failed"
    assert "中断" in client.get(address("trial", draft)).content.decode()


def test_a_blank_opened_meanwhile_breaks_it_off(world: World, draft: Version) -> None:
    trial = actions.try_out(draft, by=world.mei(Role.MANAGER), at=world.at)
    Version.objects.filter(pk=draft.pk).update(
        source=draft.source.replace("    default: 见服务卡\n", ""), blanks={}
    )
    actions.run_trial(trial.pk, trial.run)
    assert Trial.objects.get().state == "failed"


def test_pages_are_turned_and_cost_the_same(
    client: Client, world: World, draft: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    for number in range(30):
        decide(world, f"GD-X{number}")
    actions.try_out(draft, by=world.mei(Role.MANAGER), at=world.at)
    run_jobs()
    client.get(address("trial", draft))
    with CaptureQueriesContext(connection) as asked:
        first = client.get(address("trial", draft))
    assert len(asked) <= BUDGETS["agreements:trial"]
    assert len(first.context["cases"]) == 20
    rest = client.get(address("trial", draft), {"after": first.context["after"]})
    assert len(rest.context["cases"]) == 12
    assert rest.context["after"] == ""


def test_over_the_api(client: Client, world: World, draft: Version) -> None:
    client.force_login(world.mei(Role.MANAGER))
    path = f"/api/agreements/{draft.agreement.code}/versions/{draft.number}/trial"
    assert client.get(path).json()["state"] == "none"
    asked = client.post(path, json.dumps({}), content_type="application/json")
    assert (asked.status_code, asked.json()["state"]) == (200, "running")
    run_jobs()
    told = client.get(path).json()
    assert (told["state"], told["total"], told["differing"]) == ("done", 2, 2)
    case = told["items"][0]
    assert case["subject_code"] == "GD-2"
    assert {"obligations.on_site.due"} <= {each["field"] for each in case["differences"]}
    assert case["sentences"][0]["old"] != case["sentences"][0]["new"]
    refused = client.post(
        path.replace(f"versions/{draft.number}", "versions/1"),
        json.dumps({}),
        content_type="application/json",
    )
    assert refused.status_code == 409
