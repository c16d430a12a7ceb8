"""The Flask app of the page: its screens, who may ask, and what is shown when something is wrong."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from flask import Flask, Response, make_response, render_template, request, url_for
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.exceptions import HTTPException

from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.version import VERSION
from policybuilder.web.advice import advice
from policybuilder.web.desk import Desk, desk
from policybuilder.web.guard import MAX_UPLOAD, comes_from_here, guard
from policybuilder.web.inside import line_at
from policybuilder.web.screens import SCREENS
from policybuilder.web.screens.mending import proposed_for
from policybuilder.web.sent import Sent, answer_at_addresses, screen_path
from policybuilder.web.shown import (
    answer_words,
    at_field,
    day_words,
    error_at,
    place,
    state_words,
    summary,
    typed_words,
)
from policybuilder.web.words import WORDS

_ABSENT = frozenset({"unknown-profile", "unknown-template", "unknown-council", "which-council", "no-versions"})
"""The codes of problems that are about an address, not about what stands in a file."""
_STRANGERS = (403, 421)
"""What is answered to somebody who may not ask."""


def make_app(root: Path, token: str, hosts: Iterable[str]) -> Flask:
    """Return the app of a workspace folder. `hosts` are the names, with their port, by which a request may ask for it.

    Only who holds the `token` is answered.
    """
    app = Flask(__name__, static_folder="static", template_folder="templates")
    show_workspace(app, root, token, hosts)
    # The macros of GOV.UK Frontend name each other by this prefix.
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([PackageLoader("policybuilder.web"), macros])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        version=VERSION,
        summary=summary,
        error_at=error_at,
        state_words=state_words,
        answer_words=answer_words,
        day_words=day_words,
        line_of=_line_of,
        proposed_for=proposed_for,
        advice=advice,
        place=place,
    )
    app.jinja_env.tests["at_field"] = at_field
    app.context_processor(lambda: {"under_way": app.config["DESK"].works.under_way()})
    guard(app)  # before anything else looks at a request
    answer_at_addresses(app)
    CSRFProtect(app)
    for screen in SCREENS:
        app.register_blueprint(screen)
    app.register_error_handler(PolicyBuilderError, _wrong)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _refused)
    return app


def show_workspace(app: Flask, root: Path, token: str, hosts: Iterable[str]) -> None:
    """Let an app show a workspace folder, as somebody who has just started it, and forget what it showed before."""
    hosts = frozenset(hosts)
    # A browser gives a cookie to every port of this machine: those of two workspaces that are open have two names.
    port = min(hosts, default="").rpartition(":")[2]
    app.config.update(
        SECRET_KEY=secrets.token_bytes(32),
        TOKEN=token,
        HOSTS=hosts,
        COOKIE=f"policybuilder-{port}",
        SESSION_COOKIE_NAME=f"policybuilder-{port}-session",
        DESK=Desk(root),
        SENT=Sent(),
        MAX_CONTENT_LENGTH=MAX_UPLOAD,
        MAX_FORM_PARTS=2_000,
        WTF_CSRF_TIME_LIMIT=None,  # an officer may leave a form open over lunch
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
    )


def _line_of(problem: Problem) -> str:
    return line_at(problem, desk().root)


def _wrong(error: Exception) -> Response:
    """Show what is wrong with the workspace's files, each at its place, where no screen says it better."""
    assert isinstance(error, PolicyBuilderError)
    absent = all(problem.code in _ABSENT for problem in error.problems)
    page = render_template(
        "problems.html", found=error.problems, absent=absent, again=screen_path(), typed=typed_words(request.form)
    )
    return make_response(page, 404 if absent else 422)


def _stale(_: Exception) -> Response:
    links = ((screen_path(), "Open the page anew"),)
    return _page("stale_form", 400, links)


def _refused(error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.response is not None:  # a screen that is shown in place of another
        return make_response(error.response)
    code = error.code or 500
    name = f"refused_{code}" if f"refused_{code}" in WORDS else "refused"
    if code in _STRANGERS:  # nothing of the page is told
        return _page(name, code, ())
    links = [(url_for("councils.home"), "See all councils")]
    if code not in (404, 405):
        links.insert(0, (screen_path(), "Open the page anew"))
    return _page(name, code, links)


def _came_from_here(code: int) -> bool:
    """Return whether what was sent may be shown: a page of this program sent it, perhaps before it was started again.

    A browser says which page sends a form, and no page of another site can say that it is this one. A file that is too
    large is not read, nor is anything beside it.
    """
    if code in _STRANGERS:
        return code == 403 and comes_from_here()
    return code != 413


def _page(name: str, code: int, links: Sequence[tuple[str, str]]) -> Response:
    typed = typed_words(request.form) if _came_from_here(code) else ()
    title, said = WORDS[name], (WORDS[f"{name}_hint"],)
    return make_response(render_template("refused.html", title=title, said=said, links=links, typed=typed), code)
