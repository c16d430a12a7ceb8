"""What a screen shows while its work is under way: how far it is, and that it can be left."""

from __future__ import annotations

from typing import Any, NoReturn

from flask import abort, make_response, render_template, request
from werkzeug.wrappers import Response

from policybuilder.web.shown import typed_words
from policybuilder.web.work import PATIENCE, Work


def came(work: Work, profile: str = "", seconds: float = PATIENCE) -> Any:
    """Return what came of a work. While it is under way, the screen that says so is shown instead, after some seconds.

    Raises what stopped it.
    """
    if not work.ends_within(seconds):
        abort(_waiting(work, profile))
    return work.came()


def gone(choose: str, profile: str = "") -> NoReturn:
    """Show, in place of a screen, that its file is not here any more, with the address where another is chosen."""
    council = {"profile": profile} if profile else {}
    page = render_template("file_gone.html", choose=choose, typed=typed_words(request.form), **council)
    abort(make_response(page, 404))


def _waiting(work: Work, profile: str) -> Response:
    council = {"profile": profile} if profile else {}
    return make_response(render_template("waiting.html", work=work, **council))
