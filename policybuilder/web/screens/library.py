"""A newer library: what it changed for a council, and what has become of the council's own words."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError
from policybuilder.web.desk import desk

screen = Blueprint("library", __name__, url_prefix="/c/<profile>/library")

KINDS = {
    "stands": "Stands: its words are still in the clause",
    "carried": "Carried over: merged with what the library changed",
    "adopted": "The library says the same now: the amendment is taken out",
    "conflict": "In conflict: the library and the council changed the same words",
}
"""What has become of an amendment, in words."""


@screen.get("/")
def news(profile: str) -> str:
    """Show what the library changed since it was last accepted, and what each amendment becomes."""
    found = api.update(desk().library(), profile, check=True)
    return render_template("library.html", profile=profile, update=found, kinds=KINDS)


@screen.post("/")
def accept(profile: str) -> Response:
    """Accept the newer library: carry the amendments over, and note what was seen."""
    with desk().writing:
        found = api.update(desk().library(), profile)
    flash("Carried over to the newer library" if found.files else "There was nothing to do", "done")
    return redirect(url_for("library.news", profile=profile))


@screen.post("/settle")
def settle(profile: str) -> Response:
    """Settle a conflict: the council's words stay, or the library's are taken."""
    form = request.form
    try:
        with desk().writing:
            keep = "library" if form.get("keep") == "library" else "ours"
            api.settle(desk().library(), profile, form.get("clause", ""), keep, form.get("document", ""))
    except PolicyBuilderError as error:
        flash(error.problems[0].message, "problem")
    else:
        flash("Settled", "done")
    return redirect(url_for("library.news", profile=profile))
