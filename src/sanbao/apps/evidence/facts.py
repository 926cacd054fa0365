"""What may be attached, and how large: the figures that a refusal names."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

MEGABYTE = 1024 * 1024
LONGEST_SIDE = 2560  # pixels; enough to read a nameplate on a photo
MOST_PIXELS = 80_000_000  # a picture beyond this is no photo of a phone

SUFFIXES: Mapping[str, str] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
}
VIDEOS = ("video/mp4", "video/quicktime", "video/webm")
SMALL_SIDE = 320  # pixels; a photo in a list
MOST_PIECE = 2 * MEGABYTE  # of a file on its way, in one request
KEPT_DAYS = 3  # a file that stopped on its way, and the answer about one that arrived


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a purpose takes: the content types as stored, and the most bytes sent."""

    content_types: tuple[str, ...]
    most_bytes: int


PHOTO = Allowance(("image/jpeg",), 15 * MEGABYTE)
PAPER = Allowance(("image/jpeg", "application/pdf"), 20 * MEGABYTE)
ALLOWANCES: Mapping[str, Allowance] = {
    "photo": PHOTO,
    "nameplate": PHOTO,
    "old_part": PHOTO,
    "signature": Allowance(("image/png",), 1 * MEGABYTE),
    "report": Allowance(("application/pdf",), 40 * MEGABYTE),
    "paper": PAPER,
}


def allowance(purpose: str) -> Allowance:
    """What `purpose` takes; an unknown purpose takes what a paper takes."""
    if purpose == "video":
        return Allowance(VIDEOS, settings.LARGEST_VIDEO)
    return ALLOWANCES.get(purpose, PAPER)


def kind_of(start: bytes) -> str:
    """The content type that the first bytes of a file tell, "" for one that is taken nowhere."""
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    if start.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n")) or start[8:12] == b"WEBP":
        return "image/jpeg"
    if start.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in start[:64]:
        return "video/webm"
    if start[4:8] == b"ftyp":
        return "video/quicktime" if start[8:10] == b"qt" else film_or_still(start[8:12])
    return "video/quicktime" if start[4:8] in {b"moov", b"wide"} else ""


def film_or_still(brand: bytes) -> str:
    """What a phone writes in the box of a film: stills (HEIC, AVIF) carry brands of their own."""
    is_still = brand[:3] in {b"hei", b"hev", b"avi", b"mif", b"msf", b"mia"}
    return "" if is_still else "video/mp4"


def purpose_of(start: bytes) -> str:
    """What a file that proves a fault is kept as, by its first bytes."""
    kind = kind_of(start)
    return "video" if kind in VIDEOS else "paper" if kind == "application/pdf" else "photo"
