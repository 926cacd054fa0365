"""What is attached is looked into: its type by its content, its size by its bytes."""

import io
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sanbao.apps.evidence import actions, queries
from sanbao.apps.evidence.models import Attachment
from sanbao.rules.moves import Refused

GPS = 0x8825


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind="JPEG", size=(640, 480), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def attach(world, content, *, name="现场.jpg", purpose="photo", key=None, code="SM1"):
    return actions.attach(
        SimpleUploadedFile(name, content),
        provider=world.provider,
        subject=("visit", code),
        purpose=purpose,
        key=key or uuid4(),
        by=world.mei(),
        at=world.at,
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_jpeg(world, kind):
    kept = attach(world, picture(kind), name=f"a.{kind.lower()}")
    assert (kept.content_type, kept.name) == ("image/jpeg", "a.jpg")
    with kept.file.open() as stored:
        assert Image.open(stored).format == "JPEG"


def test_what_is_transparent_in_a_picture_turns_white(world):
    out = io.BytesIO()
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(out, "PNG")
    kept = attach(world, out.getvalue(), name="a.png")
    with kept.file.open() as stored, Image.open(stored) as image:
        assert image.getpixel((32, 32)) == (255, 255, 255)


def test_a_large_photo_is_made_smaller_and_its_place_is_taken_out(world):
    exif = Image.Exif()
    exif[0x0110] = "phone"
    exif.get_ifd(GPS)[1] = "N"
    kept = attach(world, picture(size=(5000, 3000), exif=exif))
    with kept.file.open() as stored, Image.open(stored) as image:
        assert max(image.size) == 2560
        assert not dict(image.getexif())


def test_a_photo_taken_upright_stands_upright(world):
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = attach(world, picture(size=(400, 200), exif=exif))
    with kept.file.open() as stored, Image.open(stored) as image:
        assert image.size == (200, 400)


def test_thirty_megabytes_are_refused_with_the_limit(world, media):
    with pytest.raises(Refused, match=r"30\.0 MB; at most 15 MB") as refused:
        attach(world, picture() + b"\0" * (30 * 1024 * 1024 - len(picture())))
    assert refused.value.field == "file"
    assert not Attachment.objects.exists()
    assert list(media.rglob("*.jpg")) == []


@pytest.mark.parametrize(
    ("content", "purpose"),
    [
        pytest.param(b"", "photo", id="nothing"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo", id="a drawing"),
        pytest.param(b"MZ\x90\x00", "photo", id="a program called .jpg"),
        pytest.param(picture()[:200], "photo", id="a photo cut off"),
        pytest.param(b"%PDF-1.7", "photo", id="a paper where a photo belongs"),
        pytest.param(picture(), "report", id="a photo where a paper belongs"),
    ],
)
def test_what_is_not_what_it_should_be_is_refused(world, media, content, purpose):
    with pytest.raises(Refused):
        attach(world, content, purpose=purpose)
    assert not Attachment.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_picture_of_too_many_pixels_is_refused(world):
    with pytest.raises(Refused, match="too many pixels"):
        attach(world, picture("PNG", size=(9200, 9200)))


def test_the_name_of_the_sender_never_becomes_a_path(world, media):
    kept = attach(world, picture(), name="../../etc/passwd\n.jpg")
    assert Path(kept.file.path).resolve().is_relative_to(media)
    assert str(kept.key) in kept.file.name
    assert kept.name == "passwd.jpg"


def test_the_same_key_again_gives_the_first_file(world):
    key = uuid4()
    assert attach(world, picture(), key=key) == attach(world, b"broken off", key=key)
    assert list(queries.attachments_of(world.provider.pk, "visit", "SM1")) != []
    assert Attachment.objects.count() == 1


def test_a_key_of_another_subject_is_refused(world):
    key = uuid4()
    attach(world, picture(), key=key)
    with pytest.raises(Refused, match="something else"):
        attach(world, picture(), key=key, code="SM2")
