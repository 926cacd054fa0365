"""What is handed out with a course, courses and needs over the API: for who may, and for whom."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.training import actions
from sanbao.apps.training.models import Course, Material

from ..world import World

PDF = b"%PDF-1.7\n%%EOF\n"
JSON = "application/json"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def course(world: World) -> Course:
    details = actions.CourseDetails("称重系统维修", ["dealers"], "结构\n常见故障")
    boss = world.mei(Role.MANAGER)
    return actions.create_course(details, provider=world.provider, at=world.at, by=boss)


def given(**change: object) -> dict[str, object]:
    file = SimpleUploadedFile("讲义.pdf", PDF, "application/pdf")
    return {"key": str(uuid4()), "title": "维修讲义", "file": file, **change}


def test_whoever_a_course_is_for_has_its_material(world: World, client: Client, course: Course):
    client.force_login(world.mei(Role.MANAGER))
    address = reverse("training:add_material", args=[course.code])
    wanted = given()
    for _ in "ab":
        wanted["file"] = SimpleUploadedFile("讲义.pdf", PDF, "application/pdf")
        assert client.post(address, wanted).status_code == 302
    material = Material.objects.get()
    page = reverse("training:course", args=[course.code])
    file = reverse("attachment", args=[material.file.key])
    for role, status in ((Role.DEALER, 200), (Role.CUSTOMER, 404)):
        client.force_login(world.mei(role))
        assert client.get(page).status_code == status
        assert client.get(file).status_code == status
    client.force_login(world.stranger(Role.MANAGER))
    assert client.get(file).status_code == 404
    assert client.post(address, given()).status_code == 404
    client.force_login(world.mei(Role.DEALER))
    assert "维修讲义" in client.get(page).content.decode()
    drop = reverse("training:drop_material", args=[course.code, material.pk])
    client.post(drop)
    assert Material.objects.filter(dropped_at=None).exists()
    client.force_login(world.mei(Role.MANAGER))
    client.post(drop)
    client.post(drop)
    assert "维修讲义" not in client.get(page).content.decode()


def test_what_is_no_paper_is_refused_and_the_title_stays(
    world: World, client: Client, course: Course
):
    client.force_login(world.mei(Role.MANAGER))
    address = reverse("training:add_material", args=[course.code])
    wrong = SimpleUploadedFile("x.exe", b"MZ\x90", "application/pdf")
    answer = client.post(address, given(file=wrong))
    assert answer.status_code == 422
    assert "维修讲义" in answer.content.decode()
    assert client.post(address, given(title=" ")).status_code == 422
    assert not Material.objects.exists()


def test_courses_and_needs_over_the_api(world: World, client: Client, course: Course):
    client.force_login(world.mei(Role.MANAGER))
    body = {"topic": "上岗培训", "audience": ["engineers"], "certifies": "service", "pass_mark": 60}
    made = client.post("/api/trainings/courses", body, content_type=JSON)
    assert (made.status_code, made.json()["certifies"]) == (201, "service")
    code = made.json()["code"]
    needs = client.post(
        "/api/trainings/needs",
        {"work": "on_site", "qualification": "service", "clause": "7.4"},
        content_type=JSON,
    ).json()["items"]
    assert [(row["clause"], row["courses"]) for row in needs] == [("7.4", [code])]
    page = client.get(reverse("training:needs")).content.decode()
    assert "上岗培训" in page
    changed = client.put(
        f"/api/trainings/courses/{code}", {**body, "is_offered": False}, content_type=JSON
    )
    assert changed.json()["is_offered"] is False
    assert client.get("/api/trainings/needs").json()["items"][0]["courses"] == []
    assert "没有开设可取得该证书的课程" in client.get(reverse("training:needs")).content.decode()
    wrong = client.post("/api/trainings/courses", {**body, "certifies": "x"}, content_type=JSON)
    assert wrong.status_code == 422
    added = client.post(f"/api/trainings/courses/{course.code}/material", given())
    (material,) = added.json()["materials"]
    assert client.get(material["url"]).status_code == 200
    assert client.post(f"/api/trainings/needs/{needs[0]['pk']}/drop").json()["items"] == []


def test_what_is_another_companys_is_not_there_over_the_api(
    world: World, client: Client, course: Course
):
    client.force_login(world.stranger(Role.MANAGER))
    body = {"topic": "别家的", "audience": ["dealers"]}
    address = f"/api/trainings/courses/{course.code}"
    assert client.put(address, body, content_type=JSON).status_code == 404
    assert client.post(f"{address}/material", given()).status_code == 404
    client.force_login(world.lan)
    assert client.put(address, body, content_type=JSON).status_code == 404
    wrong = {"work": "on_site", "qualification": "nothing"}
    client.force_login(world.mei(Role.MANAGER))
    assert client.post("/api/trainings/needs", wrong, content_type=JSON).status_code == 422
