"""The administrator keeps the list of people; everybody keeps their own tokens."""

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.accounts.models import ApiToken, User

from ..world import World

pytestmark = pytest.mark.django_db


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


NEW_PERSON = {
    "username": "wang.fang",
    "display_name": "王芳",
    "phone": "13800001234",
    "email": "",
    "roles": ["desk", "dispatcher"],
    "is_active": "on",
    "password": "qing-he-2026",
}


def test_the_administrator_adds_a_person_who_can_sign_in(client: Client, world: World) -> None:
    signed_in(client, world.mei(Role.ADMINISTRATOR))
    answer = client.post(reverse("accounts:user_new"), NEW_PERSON)
    assert answer.status_code == 302
    person = User.objects.get(username="wang.fang")
    assert person.provider == world.provider
    assert person.roles == ["desk", "dispatcher"]
    assert person.check_password("qing-he-2026")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", ""),
        ("roles", []),
        ("password", ""),
        ("password", "12345678"),
        ("roles", ["king"]),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(
    client: Client, world: World, field: str, value: object
) -> None:
    signed_in(client, world.mei(Role.ADMINISTRATOR))
    answer = client.post(reverse("accounts:user_new"), NEW_PERSON | {field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "王芳" in answer.content.decode()
    assert not User.objects.filter(display_name="王芳").exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_the_list_of_people_does_not_exist_for_others(
    client: Client, world: World, role: str
) -> None:
    signed_in(client, world.mei(role))
    assert client.get(reverse("accounts:user_list")).status_code == 404
    assert client.post(reverse("accounts:user_new"), NEW_PERSON).status_code == 404


def test_another_companys_person_does_not_exist(client: Client, world: World) -> None:
    signed_in(client, world.mei(Role.ADMINISTRATOR))
    theirs = world.stranger()
    assert client.get(reverse("accounts:user_edit", args=[theirs.pk])).status_code == 404
    assert str(theirs.username) not in client.get(reverse("accounts:user_list")).content.decode()


def test_a_visitor_is_asked_to_sign_in(client: Client, world: World) -> None:
    answer = client.get(reverse("accounts:user_list"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_a_token_is_shown_once_and_only_its_digest_is_kept(client: Client, world: World) -> None:
    signed_in(client, world.mei())
    answer = client.post(reverse("accounts:token_list"), {"label": "ERP"})
    text = answer.context["new_text"]
    assert text in answer.content.decode()
    assert text not in client.get(reverse("accounts:token_list")).content.decode()
    assert text not in ApiToken.objects.get().digest


def test_a_withdrawn_token_opens_nothing(client: Client, world: World) -> None:
    signed_in(client, world.mei())
    text = client.post(reverse("accounts:token_list"), {"label": "ERP"}).context["new_text"]
    token = ApiToken.objects.get()
    bare = Client(headers={"Authorization": f"Bearer {text}"})
    assert bare.get("/api/me").json()["username"] == world.mei().username
    client.post(reverse("accounts:token_revoke", args=[token.pk]))
    assert bare.get("/api/me").status_code == 401


def test_nobody_withdraws_another_persons_token(client: Client, world: World) -> None:
    signed_in(client, world.mei())
    client.post(reverse("accounts:token_list"), {"label": "ERP"})
    signed_in(client, world.stranger())
    client.post(reverse("accounts:token_revoke", args=[ApiToken.objects.get().pk]))
    assert ApiToken.objects.get().revoked_at is None


def test_a_token_of_a_person_who_left_opens_nothing(client: Client, world: World) -> None:
    signed_in(client, world.mei())
    text = client.post(reverse("accounts:token_list"), {"label": "ERP"}).context["new_text"]
    User.objects.filter(pk=world.mei().pk).update(is_active=False)
    bare = Client(headers={"Authorization": f"Bearer {text}"})
    assert bare.get("/api/me").status_code == 401
