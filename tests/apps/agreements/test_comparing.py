"""Two versions beside each other: what was added, left out and changed, word by word."""

import pytest
from django.test import Client
from django.urls import reverse

from sanbao import templates
from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.facts.marked import Stretch, likeness, marked
from sanbao.apps.agreements.facts.paired import Worded, paired
from sanbao.apps.agreements.models import Version

from ..world import World
from .test_pages import drafted

TERM = '  - {kind: warranty, clause: "5.1", component: whole, start: commissioned, span: P18M}\n'


def test_a_figure_is_changed_as_a_whole_and_a_character_by_itself() -> None:
    old, new = marked("质保 18 个月。", "质保 24 个月!")
    assert old == (
        Stretch("质保 "),
        Stretch("18", is_changed=True),
        Stretch(" 个月"),
        Stretch("。", is_changed=True),
    )
    assert [stretch.words for stretch in new if stretch.is_changed] == ["24", "!"]
    assert marked("", "新") == ((), (Stretch("新", is_changed=True),))


def test_sentences_are_alike_by_what_they_share() -> None:
    assert likeness("整机质保三年", "整机质保三年") == 1
    assert likeness("整机质保三年", "整机质保两年") > 0.5
    assert likeness("整机质保三年", "运费由买方承担") == 0
    assert (likeness("", ""), likeness("甲", "乙")) == (1, 0)


@pytest.mark.parametrize(
    ("new", "akin", "found"),
    [
        # A clause put in moves the number of the next, which is found by its words.
        ("1 甲方负责到场 2 新添一条费用 3 乙方负责付款", True, "1-1 0-2 2-3"),
        # One left out stands where it stood.
        ("1 乙方负责付款", True, "1-0 2-1"),
        # All words are others: the same clause in one template, two clauses in two.
        ("1 运费另议 2 乙方负责付款", True, "1-1 2-2"),
        ("1 运费另议 2 乙方负责付款", False, "1-0 0-1 2-2"),
        # Moved and a little changed.
        ("1 运费另议 2 新添一条 3 甲方须负责到场", False, "1-3 2-0 0-1 0-2"),
    ],
)
def test_clauses_are_found_again(new: str, found: str, *, akin: bool) -> None:
    pairs = paired(worded("1 甲方负责到场 2 乙方负责付款"), worded(new), akin=akin)
    told = [f"{was.number if was else 0}-{now.number if now else 0}" for was, now in pairs]
    assert sorted(told) == sorted(found.split())
    assert len(told) == len(set(told))


def worded(text: str) -> list[Worded]:
    words = text.split()
    return [Worded(number, said) for number, said in zip(words[::2], words[1::2], strict=True)]


def version(source: str, **blanks: str) -> Version:
    return Version(source=source, blanks=blanks)


def test_a_changed_figure_of_a_term_stands_under_its_clause() -> None:
    old = templates.read("scale-supplier")
    assert TERM in old
    found = queries.compared(
        version(old), version(old.replace(TERM, TERM.replace("P18M", "P24M"))), lang="zh"
    )
    (clause,) = found.differing
    assert (clause.number, clause.change, clause.text.change) == ("5.1", "changed", "same")
    (detail,) = [each for each in clause.details if each.change != "same"]
    assert (detail.kind, detail.change) == ("warranty", "changed")
    assert [piece.words for piece in detail.both[1] if piece.is_changed] == ["24"]


def test_a_term_left_out_and_one_put_in_are_told() -> None:
    old = templates.read("scale-supplier")
    without = old.replace(TERM, "")
    for pair, change in (((old, without), "removed"), ((without, old), "added")):
        found = queries.compared(version(pair[0]), version(pair[1]), lang="zh")
        (clause,) = found.differing
        assert [each.change for each in clause.details if each.change != "same"] == [change]


def test_another_order_of_the_same_terms_is_told() -> None:
    old = templates.read("scale-supplier")
    head, terms = old.split("\nterms:\n")
    last = terms.rindex("\n  - {kind: warranty") if "\n  - {kind: warranty" in terms else 0
    assert last, "the template has more than one warranty"
    line = terms[last + 1 :].split("\n", 1)[0] + "\n"
    moved = f"{head}\nterms:\n{line}{terms.replace(line, '', 1)}"
    found = queries.compared(version(old), version(moved), lang="zh")
    assert found.differing == []
    assert found.reordered == ("质保",)


def test_a_blank_filled_otherwise_is_told_beside_its_clause() -> None:
    source = templates.read("solar-dealer")
    asked = queries.document(source).parameters
    blank = next(blank for blank in asked if blank.kind not in ("text", "money"))
    found = queries.compared(version(source), version(source, **{blank.name: "7"}), lang="zh")
    assert [(each.name, each.old, each.new) for each in found.blanks] == [(blank.name, "", "7")]
    assert blank.clause in [clause.number for clause in found.differing]


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_every_template_is_the_same_as_itself(slug: str) -> None:
    both = version(templates.read(slug)), version(templates.read(slug))
    found = queries.compared(*both, lang="en")
    assert (found.differing, found.blanks, found.reordered) == ([], (), ())


@pytest.mark.django_db
def test_the_page_marks_the_words_and_finds_another_agreement(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    first, second = drafted(world, "scale-supplier"), drafted(world, "scale-supplier")
    second.source = second.source.replace(TERM, TERM.replace("P18M", "P24M"))
    second.save(update_fields=["source"])
    address = reverse("agreements:compare", args=[second.agreement.code, 1])
    assert "第一版之前没有可比的版本" in client.get(address).content.decode()
    page = client.get(address, {"agreement": first.agreement.code, "version": 1}).content.decode()
    assert '<del class="bg-red-lt">18</del>' in page
    assert '<ins class="bg-green-lt">24</ins>' in page
    assert page.count('<section class="card') == 1
    whole = client.get(
        address, {"agreement": first.agreement.code, "version": 1, "all": 1}
    ).content.decode()
    assert whole.count('<section class="card') > 10


@pytest.mark.django_db
def test_what_one_may_not_read_is_not_compared(client: Client, world: World) -> None:
    ours, theirs = drafted(world, "scale-supplier"), drafted(world, "fire-door")
    theirs.agreement.provider = world.theirs.provider
    theirs.agreement.save(update_fields=["provider"])
    client.force_login(world.mei(Role.MANAGER))
    asked = {"agreement": theirs.agreement.code, "version": 1}
    address = reverse("agreements:compare", args=[ours.agreement.code, 1])
    for given in (asked, {**asked, "version": "x"}, {**asked, "version": 99}):
        answer = client.get(address, given)
        assert answer.status_code == 422
        assert "<section" not in answer.content.decode().split("<main")[1]
    api = f"/api/agreements/{ours.agreement.code}/versions/1/compare"
    assert client.get(api, asked).status_code == 404
    assert client.get(api).status_code == 404


@pytest.mark.django_db
def test_a_program_reads_the_difference(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.AUDITOR))
    first, second = drafted(world, "scale-supplier"), drafted(world, "fire-door")
    told = client.get(
        f"/api/agreements/{second.agreement.code}/versions/1/compare",
        {"agreement": first.agreement.code, "version": 1},
    ).json()
    assert {clause["change"] for clause in told["clauses"]} >= {"added", "removed"}
    assert all(clause["was"] or clause["number"] for clause in told["clauses"])
