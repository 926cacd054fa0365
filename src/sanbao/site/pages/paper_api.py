"""Papers of agreements over the API."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from sanbao.apps.accounts.access import reader
from sanbao.site.pages.paper import as_docx, as_pdf, asked_language, found

router = Router(tags=["agreements"])


@router.get("/{code}/versions/{int:number}/paper.pdf", summary="The paper of a version as PDF")
def paper_pdf(request: HttpRequest, code: str, number: int, lang: str = "") -> HttpResponse:
    """What both sides signed, byte for byte; anything else set anew. lang: zh or en."""
    version = found(reader(request), code, number)
    return as_pdf(version, lang=asked_language(request), on=timezone.localdate())


@router.get("/{code}/versions/{int:number}/paper.docx", summary="The paper of a version for Word")
def paper_docx(request: HttpRequest, code: str, number: int, lang: str = "") -> HttpResponse:
    """The same content with styles, headings and tables to go on working in. lang: zh or en."""
    version = found(reader(request), code, number)
    return as_docx(version, lang=asked_language(request), on=timezone.localdate())
