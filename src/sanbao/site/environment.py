"""What the environment says: the database, the key, and simple switches."""

import json
import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from sanbao.site import embedded

# Names the process that a child of ours must not outlive.
SUPERVISED = "SANBAO_SUPERVISED"
GRACE_SECONDS = 10
# A statement that a connection has made so often is kept planned (see accounts.prepared).
PLAN_AFTER = 2

PACKAGE = Path(__file__).resolve().parent.parent


def var_folder() -> Path:
    """Where everything lives that this clone makes and git does not keep."""
    return Path(os.environ.get("SANBAO_VAR", PACKAGE.parent.parent / "var")).resolve()


def flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes", "on"}


def listed(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def secret_key(var: Path) -> str:
    """The key from `SANBAO_SECRET_KEY`, else one made once and kept in `var/`."""
    return os.environ.get("SANBAO_SECRET_KEY") or kept_secret(var / "secret-key", length=48)


def demo_password(var: Path) -> str:
    """The password of all demo accounts: `SANBAO_DEMO_PASSWORD`, else made once and kept."""
    return os.environ.get("SANBAO_DEMO_PASSWORD") or kept_secret(var / "demo-password", length=9)


def kept_secret(path: Path, *, length: int) -> str:
    """A secret of `length` random bytes that only this user may read, the same ever after."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(length))
        with suppress(FileExistsError):  # two processes at once: the first one's secret stays
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def openid_apps() -> list[dict[str, Any]]:
    """The company's own sign-in (OpenID Connect), when the environment names one."""
    server = os.environ.get("SANBAO_OIDC_URL", "")
    if not server:
        return []
    return [
        {
            "provider_id": "company",
            "name": os.environ.get("SANBAO_OIDC_NAME", "SSO"),
            "client_id": os.environ.get("SANBAO_OIDC_CLIENT", ""),
            "secret": os.environ.get("SANBAO_OIDC_SECRET", ""),
            "settings": {"server_url": server},
        }
    ]


def openid_origins() -> list[str]:
    servers = [urlsplit(app["settings"]["server_url"]) for app in openid_apps()]
    return [f"{server.scheme}://{server.netloc}" for server in servers]


def map_origins() -> list[str]:
    """Where the browser may fetch the map's tiles from; `{s}` in the address stands for any."""
    tiles = urlsplit(os.environ.get("SANBAO_MAP_TILES", ""))
    return [f"{tiles.scheme}://{tiles.netloc.replace('{s}', '*')}"] if tiles.netloc else []


def mailboxes() -> dict[str, str]:
    """The address of each company's mails by its slug: `slug=imaps://…`, separated by blanks."""
    found = {}
    for item in os.environ.get("SANBAO_MAILBOXES", "").split():
        slug, _equals, url = item.partition("=")
        if urlsplit(url).scheme not in {"imap", "imaps"}:
            raise SystemExit("SANBAO_MAILBOXES must be like company=imaps://user:password@host")
        found[slug] = url
    return found


def smtp() -> dict[str, Any]:
    """Django's settings of the mail server: from `SANBAO_SMTP_URL`, or from its parts.

    `smtp://user:password@host:587/?tls=1` begins with STARTTLS, `smtps://` is TLS from the start.
    Without either nothing is sent by mail.
    """
    url = os.environ.get("SANBAO_SMTP_URL") or smtp_url_of_parts()
    parts = urlsplit(url)
    if url and parts.scheme not in {"smtp", "smtps"}:
        raise SystemExit("SANBAO_SMTP_URL must start with smtp:// or smtps://")
    is_tls = parts.scheme == "smtps"
    return {
        "host": parts.hostname or "",
        "port": parts.port or (465 if is_tls else 25),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": is_tls,
        "use_tls": not is_tls and dict(parse_qsl(parts.query)).get("tls") == "1",
    }


def smtp_url_of_parts() -> str:
    """`SANBAO_SMTP_HOST`, `_PORT`, `_USER`, `_PASSWORD` and `_TLS` (`ssl`, `starttls`) as one."""
    host = os.environ.get("SANBAO_SMTP_HOST", "")
    if not host:
        return ""
    tls = os.environ.get("SANBAO_SMTP_TLS", "")
    user, password = os.environ.get("SANBAO_SMTP_USER"), os.environ.get("SANBAO_SMTP_PASSWORD", "")
    who = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    port = os.environ.get("SANBAO_SMTP_PORT", "")
    scheme, asked = ("smtps" if tls == "ssl" else "smtp"), ("?tls=1" if tls == "starttls" else "")
    return f"{scheme}://{who}{host}{':' if port else ''}{port}/{asked}"


def storages() -> dict[str, Any]:
    """Where files go: `SANBAO_FILES` names the backend, `SANBAO_FILES_OPTIONS` its options in JSON.

    Without either they lie on disk under MEDIA_ROOT.
    """
    backend = os.environ.get("SANBAO_FILES", "django.core.files.storage.FileSystemStorage")
    try:
        options = json.loads(os.environ.get("SANBAO_FILES_OPTIONS") or "{}")
    except json.JSONDecodeError as wrong:
        raise SystemExit(f"SANBAO_FILES_OPTIONS is not JSON: {wrong}") from None
    return {
        "default": {"BACKEND": backend, "OPTIONS": options},
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
        },
    }


def database(var: Path) -> dict[str, Any]:
    """`DATABASE_URL` names a PostgreSQL server; without it the embedded one in `var/` is used."""
    url = os.environ.get("DATABASE_URL") or embedded_url(var)
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit("DATABASE_URL must start with postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or "postgres"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
            "prepare_threshold": PLAN_AFTER,
            **query,
        },
    }


def embedded_url(var: Path) -> str:
    return embedded.url(var / "postgres", "sanbao")


@contextmanager
def database_running(var: Path) -> Iterator[None]:
    """Have a database for the block: the server named by the environment, or the embedded one."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with embedded.running(var / "postgres"):
        yield


def empty_embedded(var: Path) -> None:
    """Throw away what the embedded database holds, and make it anew."""
    embedded.remake_database(embedded.url(var / "postgres", "postgres"), "sanbao")


def end_with_supervisor() -> None:
    """Stop this process when the one that started it is gone, even killed."""
    supervisor = os.environ.pop(SUPERVISED, "")
    if supervisor:
        watch = threading.Thread(target=watch_parent, args=(int(supervisor),), daemon=True)
        watch.start()


def watch_parent(supervisor: int) -> None:
    while os.getppid() == supervisor:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
