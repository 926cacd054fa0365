"""One webhook, signed as Standard Webhooks say, to an address outside of our own network."""

import ipaddress
import json
import socket
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from standardwebhooks import Webhook

from sanbao.apps.notices import queries
from sanbao.apps.notices.actions.outcome import Outcome
from sanbao.apps.notices.models import Delivery, Endpoint

SECONDS, SECONDS_TO_CONNECT = 10, 5
GONE = 410
KEPT = 500
AGENT = "Sanbao-Webhooks/1"
CANNOT_SIGN = "the secret cannot be read any more (SECRET_KEY has changed): give it a new one"


class Unreachable(Exception):
    """The address may not, or cannot, be posted to; the text is for the administrator."""


def post_hook(delivery: Delivery, endpoint: Endpoint, *, at: datetime) -> Outcome:
    """Post the message. Redirects are not followed; 2xx alone counts as taken."""
    if not endpoint.secret:
        return Outcome(is_sent=False, response=CANNOT_SIGN)
    with translation.override(language_of(delivery)):
        body = json.dumps(queries.body_of(delivery), ensure_ascii=False, separators=(",", ":"))
    try:
        answer = posted(endpoint.url, body, headers=signed(delivery, endpoint, body, at=at))
    except Unreachable as unreachable:
        return Outcome(is_sent=False, response=str(unreachable))
    status, text = answer
    return Outcome(
        is_sent=200 <= status < 300, status=status, response=text, is_final=status == GONE
    )


def language_of(delivery: Delivery) -> str:
    if delivery.notice is None:
        return str(settings.LANGUAGE_CODE)
    return queries.preference_of(delivery.notice.user).language


def signed(delivery: Delivery, endpoint: Endpoint, body: str, *, at: datetime) -> dict[str, str]:
    """The headers of Standard Webhooks; both secrets sign while one takes over from the other."""
    message = f"msg_{delivery.key.hex}"
    secrets = [endpoint.secret]
    if endpoint.previous_until is not None and at < endpoint.previous_until:
        secrets += [endpoint.previous_secret] if endpoint.previous_secret else []
    return {
        "content-type": "application/json; charset=utf-8",
        "user-agent": AGENT,
        "webhook-id": message,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(one).sign(message, at, body) for one in secrets),
    }


def posted(url: str, body: str, *, headers: dict[str, str]) -> tuple[int, str]:
    """The status and the beginning of the answer; no more of it is read."""
    # It brings a whole command line with it, which the pages need not wait for.
    import httpx

    timeout = httpx.Timeout(SECONDS, connect=SECONDS_TO_CONNECT)
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = checked(host, port)
    # The address that was checked is the one that is asked: a name cannot change in between.
    named = {**headers, "host": parts.netloc.rpartition("@")[2]}
    try:
        with (
            httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST",
                httpx.URL(url).copy_with(host=address),
                content=body.encode(),
                headers=named,
                extensions={"sni_hostname": host},
            ) as answer,
        ):
            start = next(answer.iter_bytes(KEPT), b"")
            return answer.status_code, start[:KEPT].decode(errors="replace")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as broken:
        raise Unreachable(f"{type(broken).__name__}: {broken}") from broken


def checked(host: str, port: int) -> str:
    """An address of `host` outside our own network. Raises Unreachable when there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise Unreachable(f"the name {host} is not known: {unknown}") from unknown
    addresses = [str(place[4][0]) for place in found]
    if not settings.HOOKS_MAY_BE_PRIVATE and not all(is_public(one) for one in addresses):
        raise Unreachable(f"{host} is not a public address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Neither loopback, private, link-local, multicast nor reserved, also not inside IPv6."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast
