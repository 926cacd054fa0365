"""Files on S3 by setting: a resumable upload ends there, photos and parts of films come back.

Asked of a real client (boto3) against a server of ours.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from sanbao.apps.accounts.access import Role
from sanbao.apps.evidence.models import Attachment
from sanbao.site.environment import storages as storages_of

from ..apps.visits.conftest import take_to_the_field
from ..apps.world import World
from .bucket import Bucket, a_bucket
from .test_api import api as api
from .test_uploads import FILM, begun, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def bucket(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    with a_bucket() as made:
        options = (
            f'{{"bucket_name": "our-bucket", "endpoint_url": "{made.url}", "region_name": "cn",'
            ' "access_key": "our-key", "secret_key": "our-secret", "addressing_style": "path"}'
        )
        monkeypatch.setenv("SANBAO_FILES", "storages.backends.s3.S3Storage")
        monkeypatch.setenv("SANBAO_FILES_OPTIONS", options)
        settings.STORAGES = storages_of()
        yield made


def photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (900, 700), "teal").save(made, "JPEG")
    return made.getvalue()


def test_a_film_in_pieces_ends_in_the_bucket_and_is_served_by_us_alone(
    api: Any, world: World, bucket: Bucket
) -> None:
    visit = take_to_the_field(world).arrived().code
    engineer = api(world.mei(Role.ENGINEER))
    key = begun(engineer, visit).json()["key"]
    sent(engineer, key, FILM[:4000], 0)
    assert [name for name in bucket.things if name.startswith("transfers/")]
    assert sent(engineer, key, FILM[4000:], 4000).status_code == 204
    film = Attachment.objects.get()
    assert bucket.things[film.file.name] == FILM
    assert not [name for name in bucket.things if name.startswith("transfers/")]

    client = Client()
    client.force_login(world.mei(Role.ENGINEER))
    url = reverse("attachment", args=[film.key])
    part = client.get(url, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, FILM[100:200])
    whole = b"".join(client.get(url).streaming_content)
    assert whole == FILM
    client.force_login(world.stranger(Role.ENGINEER))
    assert client.get(url).status_code == 404
    with pytest.raises(OSError, match="403"):
        urlopen(f"{bucket.url}/our-bucket/{film.file.name}")
    assert bucket.unsigned == 1


def test_a_photo_and_its_thumbnail_lie_in_the_bucket(
    api: Any, world: World, bucket: Bucket
) -> None:
    visit = take_to_the_field(world).arrived().code
    engineer, content = api(world.mei(Role.ENGINEER)), photo()
    told = {"purpose": "photo", "name": "铭牌.jpg", "size": len(content), "key": str(uuid4())}
    key = begun(engineer, visit, **told).json()["key"]
    assert sent(engineer, key, content, 0).status_code == 204
    client = Client()
    client.force_login(world.mei(Role.ENGINEER))
    for _again in range(2):
        answer = client.get(reverse("thumbnail", args=[key]))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert max(Image.open(BytesIO(answer.content)).size) < 900
    made = [name for method, name in bucket.asked if (method, name[:11]) == ("PUT", "thumbnails/")]
    assert len(made) == 1


def test_what_is_large_goes_in_parts_and_what_is_gone_is_gone(bucket: Bucket) -> None:
    content = bytes(range(256)) * 40_000
    name = default_storage.save("large", ContentFile(content))
    assert bucket.things[name] == content
    assert ("POST", name) in bucket.asked
    with default_storage.open(name) as stored:
        assert stored.read() == content
    assert default_storage.exists(name)
    default_storage.delete(name)
    assert not default_storage.exists(name)
