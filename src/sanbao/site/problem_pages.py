"""What went wrong, as a page or to a program: 400, 403, 404, 413, 500."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.site.problems import problem

MEGABYTE = 1024 * 1024
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
WORDS: dict[int, tuple[Promise, Promise]] = {
    400: (_("This request cannot be understood"), _("Go back, reload the page and try again.")),
    403: (
        _("This page has grown old"),
        _("Go back, reload the page and try again. If you were signed out, sign in first."),
    ),
    404: (
        _("This page is not there"),
        _("The address may be wrong, or what it showed is not for your account."),
    ),
    413: (_("What you sent is too large"), _("Send fewer or smaller files, then try again.")),
}


def page(request: HttpRequest, code: int, advice: str = "") -> HttpResponse:
    heading, usual = WORDS[code]
    if is_of_a_program(request):
        return problem(code, advice)
    context = {"code": code, "heading": heading, "advice": advice or usual}
    return render(request, "site/problem.html", context, status=code)


def is_of_a_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """most: bytes that may go at once."""
    told = gettext("At most %(most)d MB go at once. Send fewer or smaller files, then try again.")
    return page(request, 413, told % {"most": most // MEGABYTE})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        told = gettext(
            "At most %(most)d MB go at once beside the files of a form. A program that sends a"
            " larger file as the body names its key in the address, where that is offered, instead"
            " of an Idempotency-Key."
        )
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE
        return page(request, 413, told % {"most": most})
    return page(request, 413 if isinstance(exception, TOO_LARGE) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    if is_of_a_program(request):
        return problem(500)
    # No request in the context: whatever broke may be the session, the user or the language.
    return render(None, "500.html", status=500)


def limit_size(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: refuse a request larger than any upload may be, before it is taken apart."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.LARGEST_REQUEST:
            return too_large(request, settings.LARGEST_REQUEST)
        return get_response(request)

    return middleware
