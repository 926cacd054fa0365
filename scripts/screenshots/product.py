"""The product, started on a fresh demo database in a folder of its own, and stopped again."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PASSWORD = "screenshots"
READY_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Product:
    url: str
    password: str


@contextmanager
def running(*companies: str) -> Iterator[Product]:
    """Everything that `make run` starts, for the block, with these demo companies or all."""
    with tempfile.TemporaryDirectory(prefix="sanbao-") as folder:
        port = free_port()
        environment = os.environ | {"SANBAO_VAR": folder, "SANBAO_DEMO_PASSWORD": PASSWORD}
        environment.pop("DATABASE_URL", None)
        environment |= {"SANBAO_DEMO_COMPANIES": ",".join(companies)} if companies else {}
        command = [sys.executable, "-m", "sanbao.site.cli", "up", "--port", str(port)]
        product = subprocess.Popen(command, env=environment, start_new_session=True)
        try:
            url = f"http://localhost:{port}"
            wait_until_ready(url, product)
            yield Product(url, PASSWORD)
        finally:
            product.send_signal(signal.SIGINT)
            product.wait(60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(url: str, product: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and product.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("The product did not start; its messages stand above.")
