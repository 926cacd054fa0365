"""The network goes in the middle of a film of the fault; the phone goes on where it stopped."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from sanbao.apps.evidence.models import Attachment, Transfer

from ..apps.visits.conftest import take_to_the_field
from ..apps.world import World

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = 390


def test_a_film_goes_on_after_the_network_came_back(
    opened, world: World, tmp_path: Path, settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    field = take_to_the_field(world)
    visit = field.arrived()
    film = tmp_path / "故障.mp4"
    film.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(2_500_000))
    phone: Page = opened(field.engineer, width=PHONE)
    phone.set_default_timeout(60_000)
    offsets: list[str] = []

    def unsteady(route: Route) -> None:
        offsets.append(route.request.headers.get("upload-offset", ""))
        if len(offsets) == 2:
            route.abort()
        else:
            route.continue_()

    phone.route("**/api/uploads/*-*", unsteady)
    phone.goto(f"/visits/{visit.code}/")
    expect(phone.get_by_role("button", name="添加文件")).to_be_hidden()
    phone.set_input_files("file-upload input[type=file]", film)
    phone.wait_for_selector("#photos video")
    assert offsets == ["0", "1048576", "1048576", "2097152"], "nothing travelled twice"
    assert Attachment.objects.get(purpose="video").size_bytes == film.stat().st_size
    assert Transfer.objects.get().pieces != []

    # What is not taken says why, and stays on the screen.
    wrong = tmp_path / "故障.mp4.exe"
    wrong.write_bytes(b"MZ" + bytes(2000))
    phone.set_input_files("file-upload input[type=file]", wrong)
    phone.wait_for_selector("file-upload .text-danger:has-text('JPEG')")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
