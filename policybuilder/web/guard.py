"""Who may ask the page anything: the person who started it, in the browser that it opened, and nobody else.

The server listens on the loopback address alone. A random token, in the address that is printed and opened, is changed
for a cookie that no other site's page can make the browser send. The host that a request names must be this one, or a
name that somebody points at the loopback address (DNS rebinding) could ask; and a request that changes something
must come from a page of this one (`Origin`), with the form's own token (Flask-WTF).
"""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, make_response, render_template, request

MAX_UPLOAD = 60_000_000
"""How many bytes a request may have: a Word file, and what a form adds to it."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""What a screen may load and run: this program's own style sheet and scripts."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def guard(app: Flask) -> None:
    """Let an app answer only whoever holds its token, ask for the forms' tokens, and send the headers."""
    app.before_request(_refuse_strangers)
    app.after_request(_with_headers)
    app.add_url_rule("/enter", "enter", _enter)


def _refuse_strangers() -> None:
    """Refuse a request that names another host, comes from another page, or holds no token."""
    if request.host not in current_app.config["HOSTS"]:
        abort(421)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc not in current_app.config["HOSTS"]:
        abort(403)
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin") and request.endpoint != "enter":
        abort(403)
    if request.endpoint in ("enter", "static"):
        return
    if not _is_right(request.cookies.get(current_app.config["COOKIE"], "")):
        abort(403)


def comes_from_here() -> bool:
    """Return whether a browser says that a page of this program sends a request."""
    origin = urlsplit(request.headers.get("Origin", "")).netloc
    return origin == request.host and origin in current_app.config["HOSTS"]


def _is_right(token: str) -> bool:
    return hmac.compare_digest(token.encode(), str(current_app.config["TOKEN"]).encode())


def _enter() -> Response:
    """Change the token of the address for the cookie, and go on to the first screen.

    It is a page and no redirect: a browser that was sent here by another program would not send a strict cookie with
    the request that follows a redirect.
    """
    if not _is_right(request.args.get("token", "")):
        abort(403)
    response = make_response(render_template("enter.html"))
    response.headers["Referrer-Policy"] = "no-referrer"  # its address holds the token
    response.set_cookie(
        current_app.config["COOKIE"], current_app.config["TOKEN"], httponly=True, samesite="Strict", path="/"
    )
    return response


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static" and response.status_code == 200:
        response.headers["Cache-Control"] = "private, max-age=3600"
    return response
