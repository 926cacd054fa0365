"""A file handed over: to be kept under its name, or shown in the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"


def handed(content: bytes, name: str, kind: str = PDF, *, is_shown: bool = False) -> HttpResponse:
    """kind: its media type. Letters that no file's name may hold become spaces."""
    answer = HttpResponse(content, content_type=kind)
    clean = "".join(" " if letter in '/\\:*?"<>|' else letter for letter in name)
    header = content_disposition_header(as_attachment=not is_shown, filename=clean)
    answer["Content-Disposition"] = header or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
