"""The policy that a council has already: what it says of the library, and its decisions taken as answers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from policybuilder import api
from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.write_html import write_html
from policybuilder.errors import Location, PolicyBuilderError, Problem
from policybuilder.files.write import remove, write_changed
from policybuilder.web.desk import desk
from policybuilder.web.screens.reports import standing_page

screen = Blueprint("old_policy", __name__, url_prefix="/c/<profile>/old-policy")

SUFFIXES = ("docx", "pdf", "html", "md", "txt")
"""The endings of files that are read."""
_FOLDER = ".policybuilder/returned"
_NAME = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(SUFFIXES)})")


@screen.get("/")
def choose(profile: str, problems: Sequence[Problem] = ()) -> str:
    """Ask for the old policy."""
    desk().library().profile(profile)
    return render_template("old_policy.html", profile=profile, problems=problems, endings=SUFFIXES)


@screen.post("/")
def read(profile: str) -> AnyResponse | tuple[str, int]:
    """Keep the old policy by the digest of what it holds, and show what it says."""
    file = request.files.get("file")
    suffix = "" if file is None else (file.filename or "").rpartition(".")[2].lower()
    if file is None or suffix not in SUFFIXES:
        wanted = "Choose the policy: a Word file, a PDF, a web page, Markdown or plain text"
        return choose(profile, [Problem(Location("file"), wanted, "no-file")]), 422
    content = file.read()
    name = f"{hashlib.sha256(content).hexdigest()}.{suffix}"
    folder = desk().root / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    write_changed({folder / name: content})
    try:
        _adoption(profile, name)
    except PolicyBuilderError as error:
        remove([folder / name])
        said = [Problem(Location("file"), f"{each.message}. {each.hint}".strip(), each.code) for each in error.problems]
        return choose(profile, said), 422
    return redirect(url_for("old_policy.shown", profile=profile, name=name))


@screen.get("/<name>/")
def shown(profile: str, name: str) -> str:
    """Show what the old policy comes to, and the decisions that it took."""
    found = _adoption(profile, name)
    known = desk().library().reference.parameters
    rows = [(each, known[each.parameter]) for each in found.decisions if each.parameter in known]
    return render_template("old_policy_found.html", profile=profile, name=name, found=found, rows=rows)


@screen.get("/<name>/report")
def report(profile: str, name: str) -> Response:
    """Show the whole report, passage by passage."""
    return standing_page(write_html(_adoption(profile, name), desk().library()))


@screen.post("/<name>/")
def take(profile: str, name: str) -> AnyResponse:
    """Take the sure decisions of the old policy as answers."""
    found = _adoption(profile, name)
    try:
        with desk().writing:
            api.answer_from(found, desk().library(), profile)
    except PolicyBuilderError as error:
        flash(error.problems[0].message, "problem")
    else:
        flash("The sure decisions are answers of your council now", "done")
    return redirect(url_for("old_policy.shown", profile=profile, name=name))


def _adoption(profile: str, name: str) -> Adoption:
    """Return what an old policy that was kept says. To read one takes a second, so the last is remembered."""
    path = desk().root / _FOLDER / name
    if not _NAME.fullmatch(name) or not path.is_file():
        abort(404)
    library = desk().library()
    library.profile(profile)  # an address of a council that is not there is refused
    kept = desk().found.get((name, id(library)))
    if kept is None:
        kept = (library, api.adopt(library, Path(path)))
        desk().found[name, id(library)] = kept
    assert isinstance(kept[1], Adoption)
    return kept[1]
