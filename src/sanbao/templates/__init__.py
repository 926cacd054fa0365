"""The eight shipped agreements, one readable file each."""

from importlib.resources import files

SLUGS: tuple[str, ...] = (
    "scale-supplier",
    "solar-dealer",
    "full-process",
    "fire-door",
    "fuel-truck-dealer",
    "integrated-equipment",
    "tablet-dealer",
    "bid-supply",
)


def read(slug: str) -> str:
    """The text of a shipped agreement. Raises KeyError for another slug."""
    if slug not in SLUGS:
        raise KeyError(slug)
    return files(__name__).joinpath(f"{slug}.yaml").read_text(encoding="utf-8")
