"""The web server: granian with the ASGI application, its processes sharing one address."""

import os

from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server

from sanbao.site.environment import SUPERVISED


def serve(*, host: str, port: int, processes: int) -> None:
    """Serve until SIGINT or SIGTERM. A process that dies is replaced; none outlives this one."""
    os.environ[SUPERVISED] = str(os.getpid())
    Server(
        "sanbao.site.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,  # no lifespan: Django has none
        loop=Loops.asyncio,
        workers=processes,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()
