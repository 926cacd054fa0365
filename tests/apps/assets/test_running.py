"""The run log and the customer's own maintenance: written by web and API, met, never punished."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.assets import actions, queries
from sanbao.apps.assets.models import MaintenanceEntry, RunLogEntry
from sanbao.apps.obligations import actions as obligations
from sanbao.rules.moves import Refused
from tests.apps.inspections.conftest import owe
from tests.apps.world import World


def url(world: World, name: str) -> str:
    return reverse(f"assets:{name}", args=[world.asset.serial])


def test_a_customer_keeps_the_log_on_the_phone(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    form = {"key": uuid4(), "on": f"{world.on}", "hours": "7.5", "readings": "炉温 62 ℃"}
    for _pressed_twice in range(2):
        assert client.post(url(world, "run_log"), form).status_code == 302
    entry = RunLogEntry.objects.get()
    assert (entry.hours, entry.written_by) == (Decimal("7.5"), world.mei(Role.CUSTOMER))
    for role in (Role.DESK, Role.QUALITY, Role.CUSTOMER):
        client.force_login(world.mei(role))
        page = client.get(reverse("assets:asset", args=[world.asset.serial])).content.decode()
        assert "炉温 62 ℃" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": "2999-01-01"}, "日期在未来"),
        ({"hours": "", "readings": "", "remarks": ""}, "请填写运行小时"),
        ({"hours": "25"}, "24"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    client: Client, world: World, change: dict, field: str
) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    form = {"key": uuid4(), "on": f"{world.on}", "hours": "8", "readings": "正常", **change}
    refused = client.post(url(world, "run_log"), form)
    assert refused.status_code == 422
    assert field in refused.content.decode()
    assert not RunLogEntry.objects.exists()


def test_who_only_reads_writes_nothing(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.SALES))
    form = {"key": uuid4(), "on": f"{world.on}", "hours": "8"}
    assert client.post(url(world, "run_log"), form).status_code == 404
    client.force_login(world.neighbour)
    assert client.post(url(world, "run_log"), form).status_code == 404
    assert not RunLogEntry.objects.exists()


def test_maintenance_by_the_manual_meets_what_the_customer_owes(
    client: Client, world: World
) -> None:
    owed = owe(world, world.asset.serial, days=10, what="maintained")
    client.force_login(world.mei(Role.CUSTOMER))
    form = {"key": uuid4(), "on": f"{world.on}", "what": "按说明书加注润滑脂", "done_by": "老周"}
    assert client.post(url(world, "maintenance"), {**form, "what": " "}).status_code == 422
    assert client.post(url(world, "maintenance"), form).status_code == 302
    owed.refresh_from_db()
    assert owed.state == "met"
    assert "按说明书加注润滑脂" in client.get(url(world, "maintenance")).content.decode()
    assert MaintenanceEntry.objects.get().done_by == "老周"


def test_weeks_without_an_entry_are_shown_since_the_first(world: World) -> None:
    by = world.mei(Role.CUSTOMER)
    for weeks in (0, 2, 3):
        on = world.on - timedelta(weeks=weeks)
        day = actions.RunDay(on=on, hours=Decimal(8))
        actions.log_run(world.asset, day, key=uuid4(), by=by, at=world.at)
    found = queries.running(world.asset, on=world.on)
    assert [week.days for week in found.weeks] == [1, 0, 1, 1]
    assert len(found.missing) == 1
    assert queries.running(world.counter_unit, on=world.on).weeks == []


def test_a_key_belongs_to_one_unit(world: World) -> None:
    key, day = uuid4(), actions.RunDay(on=world.on, hours=Decimal(8))
    by = world.mei(Role.CUSTOMER)
    actions.log_run(world.asset, day, key=key, by=by, at=world.at)
    with pytest.raises(Refused, match="this key belongs to something else"):
        actions.log_run(world.counter_unit, day, key=key, by=by, at=world.at)


def test_machines_write_the_log_too(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    path = f"/api/assets/{world.asset.serial}/run-log"
    day = {"on": f"{world.on}", "hours": 20, "readings": "产量 410"}
    made = client.post(path, day, content_type="application/json")
    assert made.status_code == 201, made.content
    assert client.get(path).json()["items"][0]["readings"] == "产量 410"
    future = {**day, "on": "2999-01-01"}
    assert client.post(path, future, content_type="application/json").status_code == 422
    done = {"on": f"{world.on}", "what": "换滤芯", "done_by": "老周"}
    path = path.replace("run-log", "maintenance")
    assert client.post(path, done, content_type="application/json").status_code == 201
    assert client.get(path).json()["items"][0]["what"] == "换滤芯"


def test_the_log_goes_on_over_pages(client: Client, world: World) -> None:
    by = world.mei(Role.CUSTOMER)
    for back in range(35):
        day = actions.RunDay(on=world.on - timedelta(days=back), hours=Decimal(8), remarks="x")
        actions.log_run(world.asset, day, key=uuid4(), by=by, at=world.at)
    client.force_login(by)
    first = client.get(url(world, "run_log"))
    rest = client.get(url(world, "run_log"), {"after": first.context["page"].after})
    assert len(rest.context["page"].rows) == 5


def test_a_day_written_down_keeps_up_what_had_lapsed(world: World) -> None:
    owed = owe(world, world.asset.serial, days=400, what="run_log_kept", upkeep=True)
    manager = world.mei(Role.MANAGER)
    obligations.lapse(owed.pk, reason="三周没有记录", at=world.at, by=manager)
    day = actions.RunDay(on=world.on, hours=Decimal(8))
    later = world.at + timedelta(minutes=5)
    actions.log_run(world.asset, day, key=uuid4(), by=manager, at=later)
    owed.refresh_from_db()
    assert owed.state == "running"
