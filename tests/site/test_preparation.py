"""When the demo companies are made, and what a start that was broken off leaves."""

from pathlib import Path

import psycopg
import pytest

from sanbao.apps.accounts.models import Provider
from sanbao.site import embedded, preparation
from sanbao.site.environment import demo_password, empty_embedded, kept_secret

SERVER = "postgresql://db.example.com/sanbao"


@pytest.mark.parametrize(
    ("database_url", "asked", "filled", "wanted"),
    [
        pytest.param("", False, False, True, id="empty and embedded"),
        pytest.param("", False, True, False, id="embedded, but in use"),
        pytest.param(SERVER, False, False, False, id="a server is never filled unasked"),
        pytest.param(SERVER, True, False, True, id="an empty server, asked for"),
        pytest.param(SERVER, True, True, False, id="a server in use, even asked for"),
    ],
)
def test_the_demo_goes_only_where_it_is_wanted(
    db: None, monkeypatch, database_url: str, asked: bool, filled: bool, wanted: bool
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    if filled:
        Provider.objects.create(slug="yuanfan", name="远帆成套设备")
    assert preparation.demo_wanted(with_demo=asked) is wanted


def test_a_demo_broken_off_is_thrown_away_whole(tmp_path: Path) -> None:
    with embedded.running(tmp_path / "postgres") as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE half_a_company ()")
        empty_embedded(tmp_path)
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT to_regclass('half_a_company')").fetchone()
            assert found == (None,)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "secret", length=9)
    assert kept_secret(tmp_path / "secret", length=9) == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    assert kept_secret(tmp_path / "other", length=9) != first


def test_the_demo_password_can_be_given(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SANBAO_DEMO_PASSWORD", "given")
    assert demo_password(tmp_path) == "given"


def test_demo_accounts_are_told_only_of_a_whole_demo(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SANBAO_VAR", str(tmp_path))
    assert preparation.demo_accounts_kept() == []
    (tmp_path / "demo-made").write_text(preparation.IN_PART)
    assert preparation.demo_accounts_kept() == []
    (tmp_path / "demo-made").write_text('[["desk", "a-desk", "甲公司"]]')
    assert preparation.demo_accounts_kept() == [("desk", "a-desk", "甲公司")]
