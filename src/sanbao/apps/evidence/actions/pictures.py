"""Looking into what was sent: its type by its content, never by its name."""

import io
import warnings
from itertools import pairwise
from typing import IO, Any, TypeAlias, cast

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

from sanbao.apps.evidence.facts import (
    LONGEST_SIDE,
    MEGABYTE,
    MOST_PIXELS,
    SMALL_SIDE,
    Allowance,
    kind_of,
)
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

Upload: TypeAlias = "File[Any]"  # an upload, or content made by ourselves
READABLE = ("JPEG", "PNG", "WEBP")
POINTS = (9, 8)  # nine across give eight differences in each of eight rows
# What may arrive where another kind is kept: every picture is drawn anew.
ALIKE = {"image/png": ("image/jpeg",)}


def cleaned(upload: Upload, allowance: Allowance) -> tuple[str, Upload]:
    """Content type and content to keep. Raises Refused for what is too large or of another kind.

    Pictures are drawn anew, so nothing hidden in the file and no place of the photo survives.
    Films and papers stay as they are, and are never held in memory whole.
    """
    judge_size(upload.size or 0, allowance)
    upload.seek(0)
    kind = kind_of(upload.read(64))
    upload.seek(0)
    if kind in allowance.content_types and not kind.startswith("image/"):
        return kind, File(upload.file, name=upload.name)
    content_type = next((kind for kind in allowance.content_types if kind.startswith("image/")), "")
    if not content_type:
        raise wrong_kind(allowance)
    return content_type, ContentFile(redrawn(upload, content_type, allowance))


def judge_size(size: int, allowance: Allowance) -> None:
    if size > allowance.most_bytes:
        raise Refused(
            Message(
                "the file has %(size)s MB; at most %(limit)d MB are taken",
                {
                    "size": f"{size / MEGABYTE:.1f}",
                    "limit": allowance.most_bytes // MEGABYTE,
                },
            ),
            field="file",
        )
    if size == 0:
        raise Refused(Message("the file is empty"), field="file")


def judge_start(start: bytes, allowance: Allowance) -> None:
    """Whether a file that begins so may become one of those taken: said before it is all here."""
    if kind_of(start) not in {*allowance.content_types, *ALIKE.get(allowance.content_types[0], ())}:
        raise wrong_kind(allowance)


def redrawn(upload: Upload, content_type: str, allowance: Allowance) -> bytes:
    """The picture upright, within LONGEST_SIDE, without its metadata."""
    out = io.BytesIO()
    try:
        with opened(upload) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(Message("the picture has too many pixels"), field="file")
            if content_type == "image/png":
                picture.convert("RGBA").save(out, "PNG")
                return out.getvalue()
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = opaque(ImageOps.exif_transpose(picture))
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            # A fresh picture carries none of the first one's metadata.
            fresh = Image.new("RGB", upright.size)
            fresh.paste(upright)
            fresh.save(out, "JPEG", quality=85, optimize=True)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
    ) as error:
        raise wrong_kind(allowance) from error
    return out.getvalue()


def opaque(picture: Image.Image) -> Image.Image:
    """On white: JPEG knows no transparency, and what shines through would turn black."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB")


def small(picture: Upload) -> bytes:
    """A kept photo as it stands in a list. Raises OSError for what is no picture."""
    out = io.BytesIO()
    with opened(picture) as whole:
        whole.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
        shown = whole.convert("RGB")
        shown.thumbnail((SMALL_SIDE, SMALL_SIDE))
        shown.save(out, "JPEG", quality=80)
    return out.getvalue()


def difference_hash(picture: Upload) -> int:
    """What a kept photo looks like, in 64 bits: of a small grey copy, point for point, whether the
    next one in the row is brighter (dHash). The same photo scaled or saved anew gives nearly the
    same bits; one turned or mirrored does not. Written here, being a few lines on Pillow: the
    library for it (ImageHash) would bring wavelets along. Raises OSError for what is no picture.
    """
    with opened(picture) as whole:
        whole.draft("L", (POINTS[0] * 8, POINTS[1] * 8))
        grey = whole.convert("L").resize(POINTS, Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for start in range(0, len(grey), POINTS[0]):
        row = grey[start : start + POINTS[0]]
        for one, following in pairwise(row):
            bits = bits << 1 | (one < following)
    return bits


def opened(upload: Upload) -> Image.Image:
    with warnings.catch_warnings():
        # Its size is judged by the caller, with a sentence for a person.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(cast(IO[bytes], upload.file), formats=READABLE)


def wrong_kind(allowance: Allowance) -> Refused:
    kinds = {
        "image/jpeg": "JPEG, PNG, WebP",
        "image/png": "PNG",
        "application/pdf": "PDF",
        "video/mp4": "MP4",
        "video/quicktime": "MOV",
        "video/webm": "WebM",
    }
    names = ", ".join(kinds[kind] for kind in allowance.content_types)
    return Refused(
        Message("this is not a file of the kinds taken here (%(kinds)s)", {"kinds": names}),
        field="file",
    )


def is_blank(upload: Upload) -> bool:
    """Whether a picture shows nothing: every point the same. False for what is no picture."""
    try:
        with opened(upload) as picture:
            bands = picture.convert("RGBA").getextrema()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError):
        return False
    finally:
        upload.seek(0)
    return all(isinstance(band, tuple) and band[0] == band[1] for band in bands)
