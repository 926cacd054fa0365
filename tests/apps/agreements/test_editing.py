"""A draft is changed entry by entry; the rest of its text stays to the character."""

import difflib
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sanbao import templates
from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Version
from sanbao.apps.agreements.queries.editor import next_due
from sanbao.apps.journal.models import Entry
from sanbao.rules.agreement import TERM
from sanbao.rules.moves import Refused

from ..world import World
from .test_pages import drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world: World) -> Version:
    return drafted(world, "scale-supplier")


@pytest.fixture
def page(client: Client, world: World) -> Client:
    client.force_login(world.mei(Role.MANAGER))
    return client


def address(draft: Version) -> str:
    return reverse("agreements:edit", args=[draft.agreement.code, draft.number])


def term(draft: Version, place: int) -> dict:
    return dict(queries.document(draft.source).outline.terms[place])


def sent(draft: Version, **fields: object) -> dict[str, object]:
    """The first warranty as its form sends it."""
    given = {
        "token": queries.token(draft),
        "part": "terms",
        "step": "change",
        "place": "0",
        "clause": "5.1",
        "component": "whole",
        "start": "commissioned",
        "span_figure": "18",
        "span_unit": "months",
    }
    return given | fields


def touched(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


def test_the_page_tells_every_term_and_shows_it_in_two_cases(page: Client, draft: Version) -> None:
    text = page.get(address(draft)).content.decode()
    assert "整机自调试之日起质保 18 个月。" in text
    assert "按第 5.1 条质保至" in text
    assert "供方须在 24 小时内到场。" in text
    assert "在广东" in text
    assert "kind" not in text.split("<main")[1].split('name="kind"')[0]


def test_what_returns_shows_its_next_two_days(world: World) -> None:
    shown = []
    for slug in templates.SLUGS:
        made = drafted(world, slug)
        for clause in queries.clause_cards(made, lang="zh", on=date(2026, 3, 2)):
            shown += [card for card in clause.terms if card.kind in ("rhythm", "share")]
            assert all(
                not card.due for card in clause.terms if card.kind not in ("rhythm", "share")
            )
    assert any(len(card.due) == 2 for card in shown)
    assert all(list(card.due) == sorted(card.due) for card in shown)
    assert all(day >= date(2026, 3, 2) for card in shown for day in card.due)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ({"every": "P6M", "start": "accepted"}, [(2026, 9, 2), (2027, 3, 2)]),
        ({"every": "P6M", "start": "accepted", "runs": "covered"}, [(2026, 9, 2), (2027, 3, 2)]),
        ({"months": [5, 10], "roll": False}, [(2026, 5, 31), (2026, 10, 31)]),
        ({"every": "P99999Y", "start": "accepted"}, []),
    ],
)
def test_the_days_are_counted_from_today(told: dict, days: list) -> None:
    term = {"kind": "rhythm", "clause": "1", "what": "inspected", "by": "provider", **told}
    found = next_due(TERM.validate_python({**term, "each": "asset"}), on=date(2026, 3, 2))
    assert list(found) == [date(*day) for day in days]


def test_a_change_rewrites_its_line_alone(page: Client, draft: Version) -> None:
    old = draft.source
    answer = page.post(address(draft), sent(draft, span_figure="24"))
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert touched(old, draft.source) == [
        '-   - {kind: warranty, clause: "5.1", component: whole, start: commissioned, span: P18M}',
        '+   - {kind: warranty, clause: "5.1", component: whole, start: commissioned, span: P24M}',
    ]
    entry = Entry.objects.get(happening="agreement.edited")
    assert (entry.details["part"], entry.details["step"]) == ("terms", "change")


def test_a_fault_stands_at_its_field_and_what_was_typed_stays(page: Client, draft: Version) -> None:
    answer = page.post(address(draft), sent(draft, span_figure="many"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="many"' in text
    assert "请填写 0 至 99999 的整数。" in text
    draft.refresh_from_db()
    assert term(draft, 0)["span"] == "P18M"


def test_what_only_the_whole_agreement_knows_is_told_at_its_field(
    page: Client, draft: Version
) -> None:
    text = page.post(address(draft), sent(draft, clause="99")).content.decode()
    field = text.split('id="field-clause"')[1].split('id="field-')[0]
    assert 'role="alert"' in field


def test_a_stale_change_is_refused_and_what_was_typed_stays(page: Client, draft: Version) -> None:
    stale = sent(draft, span_figure="36")
    page.post(address(draft), sent(draft, span_figure="24"))
    answer = page.post(address(draft), stale)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "有人改动了草稿" in text
    assert 'value="36"' in text
    draft.refresh_from_db()
    assert term(draft, 0)["span"] == "P24M"
    assert queries.token(draft) in text


def test_htmx_gets_the_editor_alone(page: Client, draft: Version) -> None:
    answer = page.get(f"{address(draft)}?open=terms-0", headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text
    assert 'id="entry-form"' in text


@pytest.mark.parametrize(
    "asked", ["open=terms-99", "open=terms-x", "open=words-1", "open=terms-%C2%B2", "open=slug-0"]
)
def test_what_is_not_there_cannot_be_opened(page: Client, draft: Version, asked: str) -> None:
    assert page.get(f"{address(draft)}?{asked}").status_code == 404


def test_a_term_is_added_behind_those_of_its_clause_moved_and_removed(
    page: Client, draft: Version
) -> None:
    start = queries.document(draft.source).outline.terms
    new = {
        "part": "terms",
        "step": "add",
        "kind": "promise",
        "token": queries.token(draft),
        "clause": "2.3",
        "what": "replied",
        "by": "provider",
        "within_figure": "2",
        "within_unit": "working_days",
        "roll": "on",
        "events": ["complaint_received"],
        "when__provinces": ["江苏"],
    }
    assert page.post(address(draft), new).status_code == 302
    draft.refresh_from_db()
    terms = queries.document(draft.source).outline.terms
    place = next(at for at, each in enumerate(terms) if each.get("what") == "replied")
    assert terms[place] == {
        "kind": "promise",
        "clause": "2.3",
        "what": "replied",
        "by": "provider",
        "within": "P2WD",
        "events": ["complaint_received"],
        "when": {"provinces": ["江苏"]},
    }
    assert terms[place - 1]["clause"] == "2.3"
    step = {"part": "terms", "place": str(place), "step": "up", "token": queries.token(draft)}
    assert page.post(address(draft), step).status_code == 302
    draft.refresh_from_db()
    assert term(draft, place - 1)["what"] == "replied"
    step = {**step, "place": str(place - 1), "step": "remove", "token": queries.token(draft)}
    assert page.post(address(draft), step).status_code == 302
    draft.refresh_from_db()
    assert queries.document(draft.source).outline.terms == start


def test_a_clause_is_changed_and_its_number_follows_everywhere(
    page: Client, draft: Version
) -> None:
    place = [c.id for c in queries.document(draft.source).outline.clauses].index("5.1")
    clause = {
        "part": "clauses",
        "step": "change",
        "place": str(place),
        "token": queries.token(draft),
        "number": "5.9",
        "area": "warranty",
        "zh": "整机质保：拨打【专线电话】。",
        "en": "The whole is covered.",
    }
    assert page.post(address(draft), clause).status_code == 302
    draft.refresh_from_db()
    paper = queries.document(draft.source)
    assert term(draft, 0)["clause"] == "5.9"
    assert "{" in paper.outline.clauses[place].zh
    bad = {**clause, "zh": "【没有】", "token": queries.token(draft)}
    assert "没有名为“没有”" in page.post(address(draft), bad).content.decode()


def test_a_clause_that_terms_rest_on_is_not_removed(page: Client, draft: Version) -> None:
    place = [c.id for c in queries.document(draft.source).outline.clauses].index("5.1")
    step = {"part": "clauses", "step": "remove", "place": str(place), "token": queries.token(draft)}
    answer = page.post(address(draft), step)
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert any(c.id == "5.1" for c in queries.document(draft.source).outline.clauses)


def test_a_blank_is_added_and_fills_a_figure(page: Client, draft: Version) -> None:
    blank = {
        "part": "parameters",
        "step": "add",
        "token": queries.token(draft),
        "label_zh": "质保月数",
        "label_en": "Months of warranty",
        "kind": "months",
        "default": "18",
        "clause": "5.1",
        "meaning_zh": "整机质保",
        "meaning_en": "Warranty of the whole",
    }
    assert page.post(address(draft), blank).status_code == 302
    draft.refresh_from_db()
    assert draft.blanks["blank_1"] == "18"
    fields = sent(draft, span_figure="", span_blank="{blank_1}")
    assert page.post(address(draft), fields).status_code == 302
    draft.refresh_from_db()
    assert term(draft, 0)["span"] == "P{blank_1}M"
    manager = draft.agreement.created_by
    actions.fill_blanks(draft, {"blank_1": ""}, by=manager, at=draft.agreement.created_at)
    assert "质保 ____(质保月数) 个月" in page.get(address(draft)).content.decode()


def test_a_version_in_force_is_not_edited(page: Client, world: World) -> None:
    version = world.ours.version
    assert page.get(address(version)).status_code == 302
    change = actions.Edit("terms", "remove", 0)
    with pytest.raises(Refused, match="never changes"):
        actions.edit(
            version,
            change,
            token=queries.token(version),
            by=world.mei(Role.MANAGER),
            at=world.at,
        )


@pytest.mark.parametrize(
    "change",
    [
        actions.Edit("slug", "remove", 0),
        actions.Edit("terms", "remove", 999),
        actions.Edit("terms", "up", 0),
        actions.Edit("terms", "down", None),
        actions.Edit("terms", "burn", 0),
        actions.Edit("terms", "remove", -1),
    ],
)
def test_an_impossible_change_is_refused_and_changes_nothing(
    world: World, draft: Version, change: actions.Edit
) -> None:
    old, token = draft.source, queries.token(draft)
    with pytest.raises(Refused):
        actions.edit(draft, change, token=token, by=world.mei(Role.MANAGER), at=world.at)
    draft.refresh_from_db()
    assert draft.source == old
