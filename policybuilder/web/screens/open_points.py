"""What stands between a council's drafts and the committee: each point once, with where it is settled; and warnings."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.web.desk import desk
from policybuilder.web.points import points_of
from policybuilder.web.waiting import came

screen = Blueprint("open_points", __name__, url_prefix="/c/<profile>/open")


@screen.get("/")
def points(profile: str) -> str:
    """Show what is open, by whoever would know."""
    return render_template("open_points.html", profile=profile, found=points_of(desk(), profile))


@screen.get("/check")
def check(profile: str) -> Response:
    """Show everything that the rules find in the council's profile and documents, what is wrong before what is not."""
    library, edition = desk().edition()
    library.profile(profile)
    work = desk().works.work(
        ("check", profile),
        edition,
        "Checking the council’s answers and documents",
        url_for("open_points.check", profile=profile),
        lambda _: api.check(library, [profile]),
    )
    found = came(work, profile)
    errors = [each for each in found if each.severity == "error"]
    warnings = [each for each in found if each.severity != "error"]
    return make_response(render_template("checked.html", profile=profile, errors=errors, warnings=warnings))
