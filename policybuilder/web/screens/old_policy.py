"""The policy that a council has already: what it says of the library, and its decisions taken as answers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from policybuilder import api
from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.write_html import write_html
from policybuilder.errors import Location, PolicyBuilderError, Problem
from policybuilder.files.write import remove, write_changed
from policybuilder.web.desk import desk
from policybuilder.web.screens.reports import standing_page
from policybuilder.web.waiting import came
from policybuilder.web.work import PATIENCE, Work

screen = Blueprint("old_policy", __name__, url_prefix="/c/<profile>/old-policy")

SUFFIXES = ("docx", "pdf", "html", "md", "txt")
"""The endings of files that are read."""
_A_MINUTE = 60
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
    work = _work(profile, name)
    if work.ends_within() and work.has_failed:
        return shown(profile, name)
    return redirect(work.address)


@screen.get("/<name>/")
def shown(profile: str, name: str) -> AnyResponse | tuple[str, int]:
    """Show what the old policy comes to, and the decisions that it took."""
    try:
        found = _adoption(profile, name)
    except PolicyBuilderError as error:
        said = [Problem(Location("file"), f"{each.message}. {each.hint}".strip(), each.code) for each in error.problems]
        return choose(profile, said), 422
    known = desk().library().reference.parameters
    rows = [(each, known[each.parameter]) for each in found.decisions if each.parameter in known]
    page = render_template("old_policy_found.html", profile=profile, name=name, found=found, rows=rows)
    return make_response(page)


@screen.get("/<name>/report")
def report(profile: str, name: str) -> Response:
    """Show the whole report, passage by passage."""
    return standing_page(write_html(_adoption(profile, name), desk().library()))


@screen.post("/<name>/")
def take(profile: str, name: str) -> AnyResponse:
    """Take the sure decisions of the old policy as answers."""
    found = _adoption(profile, name, _A_MINUTE)
    try:
        with desk().writing:
            api.answer_from(found, desk().library(), profile)
    except PolicyBuilderError as error:
        flash(error.problems[0].message, "problem")
    else:
        flash("The sure decisions are answers of your council now", "done")
    return redirect(url_for("old_policy.shown", profile=profile, name=name))


def _work(profile: str, name: str) -> Work:
    """Return the work that holds an old policy that was kept against the library; one that is none is removed."""
    path = desk().root / _FOLDER / name
    known = ("read", "old policy", profile, name)
    if not _NAME.fullmatch(name) or not path.is_file():
        return desk().works.failed(known) or abort(404)
    library, edition = desk().edition()
    library.profile(profile)  # an address of a council that is not there is refused

    def job(_: Work) -> Adoption:
        try:
            return api.adopt(library, Path(path))
        except PolicyBuilderError:
            remove([path])
            raise

    address = url_for("old_policy.shown", profile=profile, name=name)
    return desk().works.work(known, edition, "Reading the policy that you have already", address, job)


def _adoption(profile: str, name: str, seconds: float = PATIENCE) -> Adoption:
    found = came(_work(profile, name), profile, seconds)
    assert isinstance(found, Adoption)
    return found
