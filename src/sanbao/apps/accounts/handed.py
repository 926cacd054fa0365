"""A paper handed over as a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def pdf(content: bytes, name: str, *, is_shown: bool = False) -> HttpResponse:
    """A PDF to be kept under that name, or to be shown in the browser."""
    answer = HttpResponse(content, content_type="application/pdf")
    header = content_disposition_header(as_attachment=not is_shown, filename=name)
    answer["Content-Disposition"] = header or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
