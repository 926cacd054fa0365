"""In which language an agreement is shown."""

from django.utils.translation import get_language


def language() -> str:
    """Agreements speak Chinese and English."""
    return "en" if (get_language() or "").startswith("en") else "zh"
