"""The web server: granian with the ASGI application, its processes sharing one address."""

from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server


def serve(*, host: str, port: int, processes: int) -> None:
    """Serve until SIGINT or SIGTERM. A process that dies is replaced."""
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
