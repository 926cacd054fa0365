"""Marks that belong to somebody else: another company's forms, its rows named in ours."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions as agreements
from sanbao.apps.agreements.models import Agreement
from sanbao.apps.assets.models import Asset, Import
from sanbao.apps.desk.models import Case
from sanbao.apps.workorders.models import WorkOrder

from ..apps.assets.sheets import csv_of, row
from ..apps.visits.conftest import open_case, take_to_the_field
from ..apps.world import World
from .signed_in import signed_in

pytestmark = pytest.mark.django_db
TEMPLATE = "integrated-equipment"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def unit_form(world: World, **more: Any) -> dict[str, Any]:
    ours = world.ours
    form = {"key": uuid4(), "serial": "N-1", "product": ours.product.pk, "site": ours.site.pk}
    return form | more


def register(world: World, **more: Any) -> Any:
    url = reverse("assets:register") + f"?customer={world.ours.customer.code}"
    return signed_in(world.mei(Role.MANAGER)).post(url, unit_form(world, **more))


def test_a_unit_is_not_registered_with_the_key_of_another_company(world: World) -> None:
    answer = register(world, key=world.theirs.asset.key)
    assert answer.status_code == 422
    assert not Asset.objects.filter(serial="N-1").exists()
    assert register(world).status_code == 302


@pytest.mark.parametrize("field", ["product", "agreement", "dealer", "site"])
def test_a_unit_is_not_registered_with_rows_of_another_company(world: World, field: str) -> None:
    answer = register(world, **{field: getattr(world.theirs, field).pk})
    assert answer.status_code == 422
    assert not Asset.objects.filter(serial="N-1").exists()


def test_an_agreement_is_not_drawn_up_with_the_key_of_another_company(world: World) -> None:
    theirs = world.stranger(Role.MANAGER)
    key = uuid4()
    agreements.create(TEMPLATE, title="x", counterparty="", by=theirs, at=timezone.now(), key=key)
    before = Agreement.objects.count()
    url = reverse("agreements:create", args=[TEMPLATE])
    answer = signed_in(world.mei(Role.MANAGER)).post(url, {"key": key, "title": "y"})
    assert answer.status_code == 422
    assert Agreement.objects.count() == before


def test_a_file_is_not_taken_with_the_key_or_agreement_of_another_company(world: World) -> None:
    url, key = reverse("assets:upload"), uuid4()

    def sent(role: Any, **more: Any) -> Any:
        file = SimpleUploadedFile("a.csv", csv_of([row()]))
        return signed_in(role).post(url, {"key": key, "file": file} | more)

    assert sent(world.stranger(Role.MANAGER)).status_code == 302
    assert sent(world.mei(Role.MANAGER)).status_code == 422
    foreign = {"key": uuid4(), "agreement": world.theirs.agreement.pk}
    assert sent(world.mei(Role.MANAGER), **foreign).status_code == 422
    assert Import.objects.count() == 1


def test_an_engineer_of_another_company_is_not_sent(world: World) -> None:
    order = take_to_the_field(world).order
    WorkOrder.objects.filter(pk=order.pk).update(
        state="raised", engineer=None, assigned_at=None, assigned_by=None
    )
    url = reverse("workorders:assign", args=[order.code])
    foreign = {"engineer": world.stranger(Role.ENGINEER).pk, "seen": ""}
    assert signed_in(world.mei(Role.DISPATCHER)).post(url, foreign).status_code == 404
    assert WorkOrder.objects.get().engineer is None


def test_a_case_is_not_joined_to_that_of_another_unit(world: World) -> None:
    """The key of a form that was sent for one unit opens no way to its case from another one."""
    case = open_case(world)
    answer = Client().post(
        reverse("public:scan", args=[world.neighbour_unit.public_key]),
        {"key": case.key, "reporter_name": "x", "reporter_phone": "1", "description": "x"},
    )
    assert answer.status_code == 422
    assert case.follow_token not in answer.content.decode()
    assert Case.objects.count() == 1


def test_the_language_of_a_page_leads_nowhere_else_after_signing_in(world: World) -> None:
    client = signed_in(world.mei())
    for following in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = client.post(reverse("set_language"), {"language": "en", "next": following})
        assert "evil" not in answer["Location"]
        answer = client.get("/accounts/login/", {"next": following})
        assert "evil" not in answer.get("Location", "")
