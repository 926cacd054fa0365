"""A store that speaks as S3 does, as far as files need it: put, get, head, delete, in parts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

SIGNED = "AWS4-HMAC-SHA256 Credential=our-key/"


@dataclass(slots=True)
class Bucket:
    """url: of the server. things: what lies there, by key. asked: method and key, in order.

    unsigned: how many requests came without our signature, and were refused.
    """

    url: str = ""
    things: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    unsigned: int = 0


def unchunked(body: bytes) -> bytes:
    """What was sent in signed chunks (aws-chunked), put together again."""
    whole = b""
    while body:
        head, _, body = body.partition(b"\r\n")
        size = int(head.partition(b";")[0], 16)
        if size == 0:
            break
        whole, body = whole + body[:size], body[size + 2 :]
    return whole


def etag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


def told(name: str, **of: str) -> bytes:
    """An answer in XML."""
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in of.items())
    return f"<{name}>{inner}</{name}>".encode()


class Handler(BaseHTTPRequestHandler):
    """One request to the bucket."""

    bucket: Bucket
    protocol_version = "HTTP/1.1"

    def asked_for(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        key = unquote(parts.path).removeprefix("/our-bucket/")
        self.bucket.asked.append((self.command, key))
        return key, parse_qs(parts.query, keep_blank_values=True)

    def read(self) -> bytes:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_chunked = "aws-chunked" in self.headers.get("Content-Encoding", "")
        return unchunked(body) if is_chunked else body

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        given = {"Content-Length": f"{len(body)}", **headers}
        for name, value in given.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def is_signed(self) -> bool:
        if self.headers.get("Authorization", "").startswith(SIGNED):
            return True
        self.bucket.unsigned += 1
        self.read()
        self.answer(403)
        return False

    def do_PUT(self) -> None:
        if not self.is_signed():
            return
        (key, query), body = self.asked_for(), self.read()
        if "uploadId" in query:
            self.bucket.parts[key][int(query["partNumber"][0])] = body
        else:
            self.bucket.things[key] = body
        self.answer(200, ETag=etag(body))

    def do_POST(self) -> None:
        if not self.is_signed():
            return
        (key, query), _body = self.asked_for(), self.read()
        if "uploads" in query:
            self.bucket.parts[key] = {}
            ident = "<UploadId>one</UploadId>"
            self.answer(
                200,
                f"<InitiateMultipartUploadResult>{ident}</InitiateMultipartUploadResult>".encode(),
            )
            return
        whole = b"".join(part for _number, part in sorted(self.bucket.parts.pop(key).items()))
        self.bucket.things[key] = whole
        tag = f"<ETag>{etag(whole)}</ETag>"
        self.answer(
            200,
            f"<CompleteMultipartUploadResult>{tag}</CompleteMultipartUploadResult>".encode(),
        )

    def do_GET(self) -> None:
        if not self.is_signed():
            return
        key, _query = self.asked_for()
        content = self.bucket.things.get(key)
        if content is None:
            missing = b"<Error><Code>NoSuchKey</Code></Error>"
            self.answer(404, b"" if self.command == "HEAD" else missing)
            return
        first, _, last = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
        if not first:
            self.send_head(200, content)
            return
        end = min(int(last) if last else len(content) - 1, len(content) - 1)
        span = f"bytes {first}-{end}/{len(content)}"
        self.send_head(206, content[int(first) : end + 1], Content_Range=span)

    def send_head(self, status: int, content: bytes, **headers: str) -> None:
        modified = "Thu, 26 Nov 2026 08:00:00 GMT"
        self.answer(status, content, ETag=etag(content), Last_Modified=modified, **headers)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        if not self.is_signed():
            return
        key, _query = self.asked_for()
        self.bucket.things.pop(key, None)
        self.answer(204)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def a_bucket() -> Iterator[Bucket]:
    bucket = Bucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Of", (Handler,), {"bucket": bucket}))
    bucket.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()
