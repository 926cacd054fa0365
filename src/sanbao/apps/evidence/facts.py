"""What may be attached, and how large: the figures that a refusal names."""

from collections.abc import Mapping
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
LONGEST_SIDE = 2560  # pixels; enough to read a nameplate on a photo
MOST_PIXELS = 80_000_000  # a picture beyond this is no photo of a phone

SUFFIXES: Mapping[str, str] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/pdf": ".pdf",
}


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
    return ALLOWANCES.get(purpose, PAPER)
