"""The editor's server: on this machine alone, on a port that nobody knows before, until the terminal ends it."""

from __future__ import annotations

import asyncio
import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from review.editor.app import app
from review.editor.desk import Desk
from review.editor.guard import Guard

LOOK = 5.0
"""Seconds between two looks at whether it was left alone."""


def serve_editor(desk: Desk, say: Callable[[str], None], *, browser: bool = True) -> None:
    """Serve `desk` till the terminal's interrupt or an hour without use; `say` is given the address once it answers."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    guard = Guard(app(desk), listening.getsockname()[1])
    config = uvicorn.Config(guard, log_level="error", access_log=False, server_header=False, lifespan="off",
                            timeout_graceful_shutdown=2, ws="none")  # fmt: skip
    asyncio.run(_run(uvicorn.Server(config), guard, listening, say, browser))


async def _run(
    server: uvicorn.Server, guard: Guard, listening: socket.socket, say: Callable[[str], None], browser: bool
) -> None:
    running = asyncio.create_task(server.serve([listening]))
    while not server.started and not running.done():
        await asyncio.sleep(0.02)
    say(guard.address)
    if browser:
        webbrowser.open(guard.address)
    while not running.done():
        await asyncio.wait([running], timeout=LOOK)
        server.should_exit = server.should_exit or guard.idle
    await running
