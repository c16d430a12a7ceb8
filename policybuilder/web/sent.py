"""A form that was sent is answered at an address of its own: back and reload never ask to send it again.

A page that answers a form is kept for a while, and the browser is led to it. Once it is forgotten, or the program was
started again, its address shows the screen as it is now. The same form sent twice in a row, as a double click does
without scripts, is done once: the second time leads to where the first led.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, current_app, g, make_response, redirect, request, session, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from policybuilder.web.desk import desk

SHOWN = "shown"
"""What an address calls the page that is kept for it."""
_MOST_KEPT = 40
_A_MINUTE = 60
_TWICE = 5
"""For how many seconds the same form, sent again, is the same press of a button."""
_ANEW = frozenset({"builds.build", "builds.build_all"})
"""What looks at files that no page shows, and leads to the same work while that is under way. Files that are sent twice
are kept once, by what they hold."""
_FLASHES = "_flashes"
"""Where Flask keeps what the next page is to say."""


@dataclass(frozen=True)
class _Kept:
    """A page that answered a form: the path that shows it, its words, and its status."""

    path: str
    page: bytes
    status: int


@dataclass(frozen=True)
class _Done:
    """The form that was sent last: where it led, what the next page says, when, and the files as they were then."""

    digest: str
    when: float
    files: object
    location: str
    says: tuple[Any, ...]


@dataclass
class Sent:
    """What the last forms were answered."""

    last: _Done | None = None
    _kept: OrderedDict[str, _Kept] = field(default_factory=OrderedDict)
    _under_way: dict[str, threading.Event] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, path: str, page: bytes, status: int) -> str:
        """Keep a page that answered a form, and return the code of its address."""
        code = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[code] = _Kept(path, zlib.compress(page, 1), status)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return code

    def page(self, path: str, code: str) -> tuple[bytes, int] | None:
        """Return the page that is kept for a path, with its status; None where it is forgotten."""
        with self._lock:
            kept = self._kept.get(code)
        return (zlib.decompress(kept.page), kept.status) if kept is not None and kept.path == path else None

    def begin(self, digest: str) -> None:
        """Wait until the same form is answered that was sent a moment ago, and note that this one is under way."""
        with self._lock:
            before = self._under_way.get(digest)
        if before is not None:
            before.wait(_A_MINUTE)
        with self._lock:
            self._under_way[digest] = threading.Event()

    def end(self, digest: str) -> None:
        """Let whoever waits for a form know that it is answered."""
        with self._lock:
            over = self._under_way.pop(digest, None)
        if over is not None:
            over.set()


def answer_at_addresses(app: Flask) -> None:
    """Let an app answer each form at an address, and once."""
    app.before_request(_before)
    app.after_request(_after)
    app.teardown_request(_over)


def _before() -> AnyResponse | None:
    """Show a page that is kept, or lead a form that was sent twice to where it led the first time."""
    if request.method == "GET" and SHOWN in request.args:
        kept = _sent().page(request.path, request.args[SHOWN])
        return make_response(*kept) if kept is not None else None
    if request.method != "POST":
        return None
    g.sent = ""
    if request.files or request.endpoint in _ANEW:
        return None
    g.sent = _digest()
    _sent().begin(g.sent)
    last = _sent().last
    if last is None or last.digest != g.sent or time.monotonic() - last.when > _TWICE or last.files != _files():
        return None
    session[_FLASHES] = list(last.says)
    return redirect(last.location, 303)


def _after(response: Response) -> Response:
    """Keep a page that answers a form, and lead to it; note where the form led."""
    if request.method != "POST" or "sent" not in g:
        return response
    location = response.headers.get("Location", "")
    if not location and response.mimetype == "text/html":
        path = screen_path()
        code = _sent().keep(path, response.get_data(), response.status_code)
        location = f"{path}?{SHOWN}={code}"
        response = current_app.make_response(redirect(location, 303))
    done = _Done(g.sent, time.monotonic(), _files(), location, tuple(session.get(_FLASHES, ())))
    _sent().last = done if g.sent and location else None
    return response


def _over(_: BaseException | None) -> None:
    if g.get("sent"):
        _sent().end(g.sent)


def screen_path() -> str:
    """Return the path of the screen that a request is about: its own, or of the screen on which a form of it stands.

    `/c/riverton/library/settle` is no screen; `/c/riverton/library/` is.
    """
    screens = current_app.url_map.bind("")
    for path in (request.path, f"{request.path.rpartition('/')[0]}/"):
        try:
            screens.match(path, method="GET")
        except HTTPException:
            continue
        return path
    return url_for("councils.home")


def _digest() -> str:
    """Return what tells a form that was sent from every other: each page that shows one puts a token of its own in."""
    fields = sorted((name, words) for name, words in request.form.items(multi=True))
    return hashlib.sha256(repr((request.path, fields)).encode()).hexdigest()


def _files() -> object:
    """Return what tells whether the files are as they were; while one of them goes, it is like nothing else."""
    try:
        return desk().files()
    except OSError:
        return object()


def _sent() -> Sent:
    found = current_app.config["SENT"]
    assert isinstance(found, Sent)
    return found
