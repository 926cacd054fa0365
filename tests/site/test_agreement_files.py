"""`sanbao agreements export` and `import`: out and in again is the same to the character."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from sanbao import templates
from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements.models import Agreement
from sanbao.site import agreements_cli
from sanbao.site.agreement_files import CannotDo, Wanted, exported, taken_in
from sanbao.site.cli import app
from sanbao.site.speech import speaking

from ..apps.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TEXT = templates.read("fire-door")


@pytest.fixture
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def wanted(world: World, **other: str) -> Wanted:
    manager = world.mei(Role.MANAGER).username
    return Wanted(**{"provider": world.provider.slug, "by": manager, **other})


def test_in_and_out_again_is_the_same_to_the_character(world: World) -> None:
    text = TEXT + "# 由销售部整理\n"
    code = taken_in(text.encode(), wanted(world, title="门窗协议", counterparty="北岸"))
    made = Agreement.objects.get(code=code, provider=world.provider)
    assert (made.title, made.counterparty, made.state) == ("门窗协议", "北岸", "draft")
    assert made.created_by == world.mei(Role.MANAGER)
    for name in ("", "draft", "1"):
        assert exported(code, provider=world.provider.slug, version=name) == text


def test_only_a_manager_of_that_company_takes_one_in(world: World) -> None:
    before = Agreement.objects.count()
    for other in (
        {"by": world.mei(Role.DESK).username},
        {"by": world.stranger(Role.MANAGER).username},
        {"provider": "nobody"},
    ):
        with pytest.raises(CannotDo, match="no manager"):
            taken_in(TEXT.encode(), wanted(world, **other))
    assert Agreement.objects.count() == before


def test_every_fault_of_a_file_is_told_by_line(world: World) -> None:
    text = TEXT.replace("P24M", "P24X").replace("PT4H", "PT4X")
    with pytest.raises(CannotDo) as told:
        taken_in(text.encode(), wanted(world))
    assert str(told.value).count("line ") >= 2
    for content, said in (("三包".encode("gbk"), "UTF-8"), (b"x" * 1_000_001, "too large")):
        with pytest.raises(CannotDo, match=said):
            taken_in(content, wanted(world))


def test_what_there_is_not_is_told_in_a_line(world: World) -> None:
    code, slug = world.ours.agreement.code, world.provider.slug
    for asked, said in (
        ({"code": "XY-0"}, "no agreement"),
        ({"code": code, "provider": slug, "version": "9"}, "no version 9"),
        ({"code": code, "provider": slug, "version": "x"}, "must be a number"),
    ):
        with pytest.raises(CannotDo, match=said):
            exported(**asked)


def test_the_commands(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The database of the tests runs already.
    monkeypatch.setattr(agreements_cli, "started", SimpleContext)
    file = tmp_path / "a.yaml"
    file.write_text(TEXT)
    mine = wanted(world)
    options = ["--provider", mine.provider, "--by", mine.by]
    done = CliRunner().invoke(app, ["agreements", "import", str(file), *options])
    assert done.exit_code == 0, done.output
    code = done.stdout.strip()
    out = CliRunner().invoke(app, ["agreements", "export", code, "--provider", mine.provider])
    assert (out.exit_code, out.stdout) == (0, TEXT)
    assert CliRunner().invoke(app, ["agreements", "export", "XY-0"]).exit_code == 2
    missing = CliRunner().invoke(app, ["agreements", "import", str(tmp_path / "b"), *options])
    assert missing.exit_code == 2


class SimpleContext(SimpleNamespace):
    def __init__(self, language: str) -> None:
        super().__init__(language=language)

    def __enter__(self) -> None:
        return None

    def __exit__(self, *error: object) -> None:
        return None
