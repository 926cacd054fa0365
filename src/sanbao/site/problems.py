"""Problem details (RFC 9457): what went wrong over the API, in the reader's language."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Schema

from sanbao.apps.accounts.wording import said
from sanbao.rules.moves import Refused

TYPE = "application/problem+json"


class FieldProblem(Schema):
    field: str
    message: str


class Problem(Schema):
    """One problem. `clause` is there when a clause of the agreement says no."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    clause: str = ""
    errors: tuple[FieldProblem, ...] = ()


def problem(
    status: int,
    detail: str = "",
    *,
    clause: str = "",
    errors: Sequence[Mapping[str, str]] = (),
) -> HttpResponse:
    """An answer that says what went wrong: a title for the status, then the details given."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title(status),
        "status": status,
    }
    extras = {"detail": detail, "clause": clause, "errors": list(errors)}
    body.update({name: value for name, value in extras.items() if value})
    return JsonResponse(body, status=status, content_type=TYPE)


def title(status: int) -> str:
    titles = {
        400: _("The request cannot be read"),
        401: _("Sign in, or send a token"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Not possible here"),
        409: _("Refused"),
        413: _("Too large"),
        422: _("Some fields are not right"),
        429: _("Too many requests"),
        500: _("Something went wrong on our side"),
    }
    return titles.get(status) or HTTPStatus(status).phrase


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """409 for a step that the rules do not allow, 422 when one input is to blame."""
    message = said(refused.message)
    if refused.field:
        errors = [{"field": refused.field, "message": message}]
        return problem(422, message, clause=refused.clause, errors=errors)
    return problem(409, message, clause=refused.clause)


def field_errors(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The fields of a request that did not fit, each with a message a person can act on."""
    return [
        {
            "field": ".".join(str(part) for part in error["loc"] if part not in PLACES),
            "message": in_words(str(error["type"]), str(error["msg"])),
        }
        for error in errors
    ]


PLACES = ("body", "query", "path", "header", "form", "file", "payload")


def in_words(kind: str, fallback: str) -> str:
    """The usual mistakes in the reader's language; the checker's own words for the rare ones."""
    words = {
        "missing": _("is missing"),
        "string_type": _("must be text"),
        "string_too_long": _("is too long"),
        "string_too_short": _("is too short"),
        "int_parsing": _("must be a whole number"),
        "int_type": _("must be a whole number"),
        "decimal_parsing": _("must be a number"),
        "bool_parsing": _("must be true or false"),
        "bool_type": _("must be true or false"),
        "uuid_parsing": _("must be a UUID"),
        "datetime_parsing": _("must be an instant like 2026-11-23T09:00:00+08:00"),
        "datetime_from_date_parsing": _("must be an instant like 2026-11-23T09:00:00+08:00"),
        "timezone_aware": _("must name its time zone, like +08:00"),
        "date_parsing": _("must be a date like 2026-11-23"),
        "date_from_datetime_parsing": _("must be a date like 2026-11-23"),
        "enum": _("is not one of the possible values"),
        "literal_error": _("is not one of the possible values"),
        "greater_than_equal": _("is too small"),
        "greater_than": _("is too small"),
        "less_than_equal": _("is too large"),
        "less_than": _("is too large"),
        "json_invalid": _("is not valid JSON"),
        "extra_forbidden": _("is not known"),
    }
    return words.get(kind, fallback)
