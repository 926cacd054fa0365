"""Serving the built front end from the web process itself."""

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise, answering whole: Django cannot stream a file under ASGI without blocking."""

    @staticmethod
    def serve(  # type: ignore[override]  # as WhiteNoise's own middleware does
        static_file: StaticFile, request: HttpRequest
    ) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)  # type: ignore[no-untyped-call]
        content = b""
        if found.file is not None:
            with found.file as file:
                content = file.read()
        response = HttpResponse(content, status=int(found.status))
        # Django's own default type would stand where a 304 must have none.
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response
