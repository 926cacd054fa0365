"""Cells that a spreadsheet would run, a page would draw, or a database would not keep."""

import csv
import io
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.models import Role
from sanbao.apps.parties.models import Customer

from ..world import World
from .sheets import csv_of, row
from .test_import import imported, taken

FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "＝1＋1", "＠x")


@pytest.fixture(autouse=True)
def kept_in(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def list_of_bad(world: World, cell: str) -> bytes:
    batch = taken(world, csv_of([row(客户名称=cell, 省份="火星")]))
    client = Client()
    client.force_login(world.mei(Role.MANAGER))
    return client.get(reverse("assets:bad_rows", args=[batch.code])).getvalue()


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_the_list_of_bad_rows_is_a_formula(world: World, cell: str) -> None:
    rows = csv.reader(io.StringIO(list_of_bad(world, cell).decode("utf-8-sig")))
    cells = [found for line in rows for found in line]
    assert f"'{cell}" in cells
    assert not [found for found in cells if found.startswith(("=", "+", "-", "@", "＝", "＠"))]


def test_the_list_of_bad_rows_corrected_brings_the_cell_as_it_was(world: World) -> None:
    mended = list_of_bad(world, "+86 水泥厂").decode().replace("火星", "江苏")
    batch = imported(world, mended.encode())
    assert (batch.state, batch.rows_bad) == ("done", 0)
    assert Customer.objects.filter(provider=world.provider, name="+86 水泥厂").exists()


def test_a_cell_is_never_markup_on_the_page(world: World) -> None:
    mark = "<img src=x onerror=alert(1)>"
    batch = taken(world, csv_of([row(客户名称=mark, 省份=mark[:20])]))
    client = Client()
    client.force_login(world.mei(Role.MANAGER))
    page = client.get(reverse("assets:import", args=[batch.code])).getvalue().decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
