"""The contracts of .importlinter hold; see ARCHITECTURE.md for the picture."""

import subprocess
import sys
from configparser import ConfigParser

from .sources import APPS, ROOT, imported, modules, named


def test_the_import_contracts_hold() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]


def test_no_contract_has_an_exception() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    excused = [name for name in contracts.sections() if "ignore_imports" in contracts[name]]
    assert excused == [], "an exception needs an ADR, and this test a line"


def test_every_app_stands_in_the_contracts() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    flow = set(contracts["importlinter:contract:flow"]["layers"].split())
    inside = {
        container.rpartition(".")[2]
        for section in ("inside-an-app", "inside-accounts")
        for container in contracts[f"importlinter:contract:{section}"]["containers"].split()
    }
    apps = {path.parent.name for path in APPS.glob("*/__init__.py")}
    assert apps == flow == inside


def test_an_app_imports_only_its_own_rows() -> None:
    strangers = [
        f"{named(path)} imports {name}"
        for path in modules()
        if APPS in path.parents
        for name in imported(path)
        if name.startswith("sanbao.apps.") and ".models" in name
        if not name.startswith(f"sanbao.apps.{path.relative_to(APPS).parts[0]}.models")
    ]
    assert strangers == []
