"""The door of the API: whose token it is, and a write that the network repeats is made once."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from sanbao.apps.accounts import actions as accounts
from sanbao.apps.accounts import queries
from sanbao.apps.accounts.access import User, reader
from sanbao.apps.journal import actions as journal
from sanbao.site.problem_pages import TOO_LARGE, bad_request
from sanbao.site.problems import problem

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
# 400: nothing was understood, and the database may have broken off the transaction over it.
NOT_KEPT = (400, 401, 403, 405, 413, 429)
KEY_LENGTH = 80


class TokenAuth(HttpBearer):
    """`Authorization: Bearer …`; the door has already looked the token up."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        return request.user if getattr(request, "has_token", False) else None  # type: ignore[return-value]


class ApiDoor:
    """Middleware for `/api/`: sets the user of a token, and replays repeated writes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        response = self.entered(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return allowed(response, problem(405))
        return response

    def entered(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        sign_in_by_token(request, at=now)
        key = request.headers.get("Idempotency-Key", "")
        if not key or request.method not in UNSAFE or not isinstance(request.user, User):
            return self.get_response(request)
        if len(key) > KEY_LENGTH:
            return problem(400, _("Idempotency-Key is longer than %(n)d signs") % {"n": KEY_LENGTH})
        if not key.isprintable():
            return problem(400)
        return self.once(request, key, at=now)

    def once(self, request: HttpRequest, key: str, *, at: datetime) -> HttpResponse:
        """Do the write and keep its answer in the same transaction, or give the answer kept.

        A second request with the same key waits for the first to commit. An answer of 500 keeps
        nothing, so that the client may try again with the same key.
        """
        try:
            digest = digest_of(request)
        except TOO_LARGE as error:
            return bad_request(request, error)
        with transaction.atomic():
            kept, is_new = journal.claim_key(
                reader(request), key=key, path=request.path, digest=digest, at=at
            )
            if not is_new:
                return replayed(kept, request.path, digest)
            response = self.get_response(request)
            if response.status_code >= 500 or response.status_code in NOT_KEPT:
                transaction.set_rollback(True)
                return response
            journal.keep_answer(kept, status=response.status_code, body=body_of(response))
        return response


def digest_of(request: HttpRequest) -> str:
    """What was sent, as a digest. Files are read from where they were put, not into memory."""
    if request.content_type != "multipart/form-data":
        return hashlib.sha256(request.body).hexdigest()
    digest = hashlib.sha256(repr(sorted(request.POST.lists())).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def allowed(refused: HttpResponse, said: HttpResponse) -> HttpResponse:
    said["Allow"] = refused["Allow"]
    return said


def sign_in_by_token(request: HttpRequest, *, at: datetime) -> None:
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return
    token = queries.token_of(text.strip())
    if token is not None:
        accounts.note_use(token, at=at)
        request.user = token.user
        request.has_token = True  # type: ignore[attr-defined]


def replayed(kept: journal.Replay, path: str, digest: str) -> HttpResponse:
    if (kept.path, kept.digest) != (path, digest):
        return problem(422, _("this Idempotency-Key was used for another request"))
    is_problem = (kept.status or 200) >= 400
    response = HttpResponse(
        json.dumps(kept.body, ensure_ascii=False),
        status=kept.status or 200,
        content_type="application/problem+json" if is_problem else "application/json",
    )
    response["Idempotent-Replayed"] = "true"
    return response


def body_of(response: HttpResponse) -> Any:
    return json.loads(response.content) if response.content else None
