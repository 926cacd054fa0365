"""Place and severity of a case put right while its promises run: due times follow, pauses stay."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions as agreements
from sanbao.apps.desk.models import Case
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parties.models import Station, Territory
from sanbao.rules.deadline import Pause, due_at
from sanbao.rules.span import Span
from tests.apps.obligations import duties
from tests.apps.visits.conftest import open_case
from tests.apps.world import World

pytestmark = pytest.mark.django_db
RESOLVED = 'kind: promise, clause: "1", what: resolved, by: provider, events: [fault_reported]'
TERMS = (
    f"{RESOLVED}, within: PT4H, when: {{severities: [critical]}}",
    f"{RESOLVED}, within: PT48H, when: {{provinces: [四川]}}",
    f"{RESOLVED}, within: PT24H",
)
STRICTER = (f"{RESOLVED}, within: PT6H, when: {{severities: [critical, major]}}", *TERMS[1:])
MINUTE = timedelta(minutes=1)


@pytest.fixture
def case(world: World) -> Case:
    """A fault in Jiangsu under an agreement whose promise depends on place and severity."""
    evidence.sync_forms()
    agreement = duties.signed(world, *TERMS).agreement
    type(world.asset).objects.filter(pk=world.asset.pk).update(agreement=agreement)
    world.asset.refresh_from_db()
    far = Station.objects.create(provider=world.provider, code="S-9", name="成都站")
    Territory.objects.create(provider=world.provider, station=far, province="四川")
    return open_case(world)


def owed(case: Case) -> Obligation:
    return Obligation.objects.exclude(state="cancelled").get(subject_code=case.code)


def hours(case: Case) -> float:
    """From the report to the due time."""
    due = owed(case).due_at
    assert due is not None
    return (due - case.reported_at) / timedelta(hours=1)


def correct(client: Client, case: Case, **fields: str) -> Any:
    form = {"province": "江苏", "area": "city", "severity": "", "reason": "现场核实", **fields}
    return client.post(reverse("desk:step", args=[case.code, "correct"]), form)


def test_on_the_page_the_due_time_follows_place_and_severity(
    client: Client, world: World, case: Case
) -> None:
    client.force_login(world.mei())
    assert hours(case) == 24
    assert (
        "更正地点或严重程度" in client.get(reverse("desk:case", args=[case.code])).content.decode()
    )
    assert correct(client, case, province="四川省").status_code == 302
    assert hours(case) == 48
    row = owed(case)
    assert (row.province, row.station) == ("四川", "S-9")
    assert correct(client, case, province="四川", severity="critical").status_code == 302
    assert hours(case) == 4, "the first that holds counts"
    page = client.get(reverse("desk:case", args=[case.code])).content.decode()
    assert "停机或有危险" in page
    assert "现场核实" in page
    log = list(owed(case).log.values_list("kind", "reason"))
    assert [reason for kind, reason in log if kind in ("raised", "changed")] == [
        "PT24H",
        "PT48H",
        "PT4H",
    ]


def test_the_same_again_changes_nothing(client: Client, world: World, case: Case) -> None:
    client.force_login(world.mei())
    for _click in range(2):
        correct(client, case, severity="critical")
    assert Entry.objects.filter(happening="case.corrected").count() == 1
    assert Entry.objects.filter(happening="obligation.changed").count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"province": "加利福尼亚"}, "加利福尼亚"),
        ({"reason": ""}, "江苏"),
        ({"severity": "awful"}, "现场核实"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    client: Client, world: World, case: Case, wrong: dict[str, str], words: str
) -> None:
    client.force_login(world.mei())
    answer = correct(client, case, **wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert hours(case) == 24


def test_over_the_api_what_is_left_out_stays(client: Client, world: World, case: Case) -> None:
    client.force_login(world.mei(Role.MANAGER))
    path = f"/api/cases/{case.code}/correct"
    for body, found in (
        ({"severity": "critical", "reason": "停产"}, 4),
        ({"severity": "minor", "reason": "已临时恢复"}, 24),
        ({"province": "四川", "reason": "设备已转运"}, 48),
    ):
        answer = client.post(path, body, content_type="application/json")
        assert answer.status_code == 200, answer.content.decode()
        assert hours(case) == found
    assert answer.json()["severity"] == "minor"
    refused = client.post(path, {"province": "x", "reason": "y"}, content_type="application/json")
    assert refused.status_code in (409, 422)


def test_a_closed_case_is_not_put_right_any_more(client: Client, world: World, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="cancelled", closed_at=world.at)
    client.force_login(world.mei())
    assert correct(client, case, severity="critical").status_code == 422


def test_a_new_case_says_how_bad_it_is_from_the_start(
    client: Client, world: World, case: Case
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    body = {
        "serial": case.asset.serial,
        "description": "停机",
        "reporter_name": "卫工",
        "reporter_phone": "13000000000",
        "severity": "critical",
    }
    answer = client.post("/api/cases", body, content_type="application/json")
    assert answer.status_code == 201
    assert hours(Case.objects.get(code=answer.json()["code"])) == 4


WITHIN = {
    ("v1", "江苏", ""): 24,
    ("v1", "江苏", "critical"): 4,
    ("v1", "江苏", "major"): 24,
    ("v1", "四川", ""): 48,
    ("v1", "四川", "critical"): 4,
    ("v1", "四川", "major"): 48,
    ("v2", "江苏", ""): 24,
    ("v2", "江苏", "critical"): 6,
    ("v2", "江苏", "major"): 6,
    ("v2", "四川", ""): 48,
    ("v2", "四川", "critical"): 6,
    ("v2", "四川", "major"): 6,
}
STEPS = st.sampled_from(["pause", "resume", *WITHIN])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(STEPS, st.integers(1, 50)), max_size=10), st.integers(0, 10_000))
def test_pauses_earned_survive_any_change_of_version_place_and_severity(
    world: World, story: list[tuple[Any, int]], number: int
) -> None:
    """The due time is that of the last span, counted from the start, every pause left out."""
    version = duties.signed(world, *TERMS)
    versions = {"v1": version, "v2": duties.further(world, version.agreement, *STRICTER)}
    code, at, key = f"GD-{number}", world.at, ("v1", "江苏", "")
    decide(versions, code, key, world.at, at)
    pauses: list[Pause] = []
    for step, minutes in story:
        at += minutes * MINUTE
        row = Obligation.objects.exclude(state="cancelled").get(subject_code=code)
        if row.state not in ("running", "paused") or is_over(key, world.at, pauses, at):
            break
        is_paused = bool(pauses) and pauses[-1].end is None
        if step == "pause" and not is_paused:
            actions.pause(row.pk, reason="part", at=at, by=None)
            pauses.append(Pause(at, None))
        elif step == "resume" and is_paused:
            actions.resume(row.pk, at=at, by=None)
            pauses[-1] = Pause(pauses[-1].start, at)
        elif isinstance(step, tuple):
            key = step
            decide(versions, code, key, world.at, at)
    row = Obligation.objects.exclude(state="cancelled").get(subject_code=code)
    if not (pauses and pauses[-1].end is None):
        assert row.due_at == due(key, world.at, pauses)
    assert row.span == f"PT{WITHIN[key]}H"
    Obligation.objects.filter(subject_code=code).delete()


def due(key: tuple[str, str, str], start: datetime, pauses: list[Pause]) -> datetime:
    return due_at(Span.parse(f"PT{WITHIN[key]}H"), start, pauses)


def is_over(key: tuple[str, str, str], start: datetime, pauses: list[Pause], at: datetime) -> bool:
    return at > due(key, start, [Pause(one.start, one.end or at) for one in pauses])


def decide(
    versions: dict[str, Any], code: str, key: tuple[str, str, str], start: datetime, at: datetime
) -> None:
    version, province, severity = key
    facts = {
        "asset": {},
        "event": {
            "kind": "fault_reported",
            "at": start.isoformat(),
            "place": {"province": province, "area": "city"},
            **({"severity": severity} if severity else {}),
        },
    }
    row, decided = agreements.decide(
        versions[version], facts, subject=("case", code), by=None, at=at
    )
    actions.raise_from(row, decided, by=None, at=at)
