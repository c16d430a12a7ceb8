"""What a screen shows while its work is under way: how far it is, and that it can be left."""

from __future__ import annotations

from typing import Any

from flask import abort, make_response, render_template
from werkzeug.wrappers import Response

from policybuilder.web.work import PATIENCE, Work


def came(work: Work, profile: str = "", seconds: float = PATIENCE) -> Any:
    """Return what came of a work. While it is under way, the screen that says so is shown instead, after some seconds.

    Raises what stopped it.
    """
    if not work.ends_within(seconds):
        abort(_waiting(work, profile))
    return work.came()


def _waiting(work: Work, profile: str) -> Response:
    council = {"profile": profile} if profile else {}
    return make_response(render_template("waiting.html", work=work, **council))
