"""Past decisions are made again: today's rules, a tampered answer, another version."""

import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Decision
from sanbao.rules.source import TermsError
from sanbao.site import redecide_cli as command
from sanbao.site.speech import speaking

from ..obligations.promises import fault
from ..world import World

HOUR, TWO = "what: on_site, by: provider, within: PT1H", "what: on_site, by: provider, within: PT2H"


@pytest.fixture
def decided(world: World) -> World:
    """Ours decided two cases, the other company one."""
    for version, code in ((world.ours.version, "GD-1"), (world.ours.version, "GD-2")):
        facts = fault(world, world.at)
        actions.decide(version, facts, subject=("case", code), by=None, at=world.at)
    facts = fault(world, world.at)
    actions.decide(world.theirs.version, facts, subject=("case", "GD-1"), by=None, at=world.at)
    return world


def tamper(code: str) -> Decision:
    row = Decision.objects.filter(subject_code=code).order_by("pk")[0]
    row.answer["warranty"]["covered"] = False
    row.save()
    return row


def run(lang: str = "en", **options: str) -> tuple[int, str, str]:
    with speaking(lang):
        return said_of(**options)


def said_of(**options: str) -> tuple[int, str, str]:
    scope = command.scope(
        options.get("provider", ""), options.get("agreement", ""), options.get("since", "")
    )
    out, errors = io.StringIO(), io.StringIO()
    try:
        asked = command.asked(
            scope,
            options.get("version", "") or options.get("against", ""),
            as_json="json" in options,
        )
    except command.Cannot as reason:
        return command.CANNOT, "", str(reason)
    return command.redecide_command(asked, out, errors), out.getvalue(), errors.getvalue()


@pytest.mark.django_db
def test_todays_rules_answer_as_they_did(decided: World) -> None:
    assert run() == (0, "3 decisions, 0 would be answered differently\n", "")


@pytest.mark.django_db
def test_an_answer_that_was_tampered_with_is_listed_with_the_difference(decided: World) -> None:
    row = tamper("GD-2")
    status, out, _ = run()
    assert status == 1
    assert f"case GD-2 #1 {row.decided_at:%Y-%m-%d}\n  warranty.covered: no -> yes\n" in out
    assert out.endswith("3 decisions, 1 would be answered differently\n")


@pytest.mark.django_db
def test_as_json_each_line_is_one_decision(decided: World) -> None:
    tamper("GD-2")
    status, out, _ = run(json="yes", provider=decided.provider.slug)
    assert status == 1
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["subject"] for one in told] == [["case", "GD-2"]]
    assert told[0]["differences"] == [{"field": "warranty.covered", "old": False, "new": True}]


@pytest.mark.django_db
def test_a_draft_with_another_figure_answers_both_of_our_cases_differently(decided: World) -> None:
    agreement = decided.ours.agreement
    draft = actions.new_version(agreement, by=decided.mei(), at=decided.at)
    draft.source = draft.source.replace(HOUR, TWO)
    draft.save()
    scope = {"provider": decided.provider.slug, "agreement": agreement.code}
    status, out, _ = run(**scope, against="draft")
    assert status == 1
    assert out.count("obligations.on_site.due") == 2
    assert run(**scope, version="2")[1] == out
    assert run(**scope, version="1")[0] == 0


@pytest.mark.django_db
def test_only_decisions_of_the_scope_are_looked_at(decided: World) -> None:
    tomorrow = f"{decided.on + timedelta(days=1)}"
    assert run(since=tomorrow)[1].startswith("0 decisions")
    assert run(since=f"{decided.on}")[1].startswith("3 decisions")
    assert run(provider=decided.theirs.provider.slug)[1].startswith("1 decisions")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"version": "2"}, "another version needs --agreement"),
        ({"against": "v2", "agreement": "X"}, "must be a number or `draft`"),
        ({"version": "two", "agreement": "X"}, "must be a number or `draft`"),
        ({"provider": "nobody"}, "there is no company “nobody”"),
        ({"agreement": "XY-none"}, "there is no agreement “XY-none”"),
        ({"agreement": "XY-integrated-equipment"}, "several companies"),
        ({"agreement": "XY-full-process", "version": "9"}, "has no version 9"),
        ({"agreement": "XY-full-process", "against": "draft"}, "has no draft"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    decided: World, options: dict[str, str], reason: str
) -> None:
    status, out, errors = run(**options)
    assert (status, out) == (2, "")
    assert reason in errors


@pytest.mark.django_db
def test_a_draft_with_an_open_blank_cannot_decide(decided: World) -> None:
    draft = actions.new_version(decided.ours.agreement, by=decided.mei(), at=decided.at)
    draft.source = draft.source.replace("    default: 见服务卡\n", "")
    draft.blanks = {}
    draft.save()
    with pytest.raises(TermsError):
        list(queries.redecide(Decision.objects.all(), under=draft))
    scope = {"provider": decided.provider.slug, "agreement": decided.ours.agreement.code}
    status, _, errors = run(**scope, against="draft")
    assert status == 2
    assert "complaint_hotline" in errors


@pytest.mark.django_db
def test_it_is_said_in_chinese_too(decided: World) -> None:
    assert run("zh", provider="nobody")[2] == "sanbao redecide: 没有“nobody”这家公司\n"
    assert run("zh")[1] == "共 3 个判定，其中 0 个结论会不同\n"
    assert "否 -> 是" in (tamper("GD-2") and run("zh")[1])


def test_a_day_that_is_none_is_refused() -> None:
    with speaking("en"), pytest.raises(command.Cannot, match="YYYY-MM-DD"):
        command.scope("", "", "yesterday")


@pytest.mark.django_db
def test_rows_are_streamed_and_a_version_is_read_once(
    decided: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with CaptureQueriesContext(connection) as few:
        list(queries.redecide(queries.decisions_in(queries.Scope())))
    row = Decision.objects.order_by("pk")[0]
    Decision.objects.bulk_create(
        Decision(
            provider=row.provider,
            version=row.version,
            subject_kind="case",
            subject_code=f"GD-9{n}",
            number=1,
            facts=row.facts,
            answer=row.answer,
            decided_at=row.decided_at,
        )
        for n in range(50)
    )
    monkeypatch.setattr(queries.redecided, "CHUNK", 5)
    with CaptureQueriesContext(connection) as many:
        assert len(list(queries.redecide(queries.decisions_in(queries.Scope())))) == 53
    assert len(many) == len(few)
