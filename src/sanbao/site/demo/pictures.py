"""Drawn signatures and photos, so that the proof of a demo visit is there to be looked at."""

import io
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

INK = (24, 32, 66, 255)
SIGNATURE_SIZE = (420, 160)
PHOTO_SIZE = (800, 600)
STROKES = 4


def signature(chance: Random) -> "ContentFile[bytes]":
    """A few quick strokes on a clear ground, as a finger leaves them on a screen."""
    width, height = SIGNATURE_SIZE
    picture = Image.new("RGBA", SIGNATURE_SIZE, (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    for stroke in range(STROKES):
        left = 40 + stroke * (width - 80) // STROKES
        points = [
            (left + step * 22 + chance.randint(-8, 8), chance.randint(30, height - 30))
            for step in range(5)
        ]
        pen.line(points, fill=INK, width=5, joint="curve")
    return png(picture, "signature.png")


def photo(chance: Random) -> "ContentFile[bytes]":
    """A front panel with its display and lamps, one of them red: where the fault shows."""
    width, height = PHOTO_SIZE
    shade = chance.randint(150, 205)
    picture = Image.new("RGB", PHOTO_SIZE, (shade, shade, shade + 10))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((60, 50, width - 60, height - 50), 24, fill=(72, 78, 86))
    pen.rectangle((110, 110, width - 110, 290), fill=(18, 40, 30))
    pen.text((150, 150), f"E-{chance.randint(1, 19):02}", fill=(120, 240, 150), font_size=96)
    for lamp in range(5):
        left = 140 + lamp * 110
        lit = (214, 57, 57) if lamp == chance.randint(0, 4) else (96, 110, 118)
        pen.ellipse((left, 360, left + 56, 416), fill=lit)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return ContentFile(out.getvalue(), name="photo.jpg")


def png(picture: Image.Image, name: str) -> "ContentFile[bytes]":
    out = io.BytesIO()
    picture.save(out, "PNG")
    return ContentFile(out.getvalue(), name=name)
