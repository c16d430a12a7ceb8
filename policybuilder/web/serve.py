"""Start the page: one process on the loopback address, with an address that only this person has."""

from __future__ import annotations

import contextlib
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from waitress.server import create_server

from policybuilder.errors import Location, fail
from policybuilder.web.app import make_app
from policybuilder.web.guard import MAX_UPLOAD

LOOPBACK = "127.0.0.1"
THREADS = 8
_MOST_READ = 4
"""How many times the largest upload is read before a request is refused by its length alone."""


@dataclass(frozen=True)
class Serving:
    """A page that waits for its browser: the address to open, and what answers until it is stopped."""

    address: str
    server: object

    def run(self) -> None:
        """Answer requests until the program is stopped."""
        with contextlib.suppress(KeyboardInterrupt):
            self.server.run()  # type: ignore[attr-defined]


def start(root: Path, port: int = 0) -> Serving:
    """Return the page of a workspace folder, listening on the loopback address; port 0 takes any that is free.

    Raises PolicyBuilderError for a port that another program has.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((LOOPBACK, port))
    except OSError as error:
        hint = "leave --port out to take any that is free"
        raise fail(Location(f"--port {port}"), f"cannot be used: {error.strerror}", "port-taken", hint) from error
    listening.listen()
    taken = listening.getsockname()[1]
    token = secrets.token_urlsafe(32)
    hosts = (f"{LOOPBACK}:{taken}", f"localhost:{taken}")
    # A file that is too large is told so on a page, but only as much of it is read as may be a mistake.
    most = _MOST_READ * MAX_UPLOAD
    app = make_app(root, token, hosts)
    server = create_server(app, sockets=[listening], threads=THREADS, max_request_body_size=most, ident=None)
    return Serving(f"http://{LOOPBACK}:{taken}/enter?token={token}", server)
