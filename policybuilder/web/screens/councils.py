"""The first screen: the councils of the workspace, and a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.library.library import Library
from policybuilder.library.new_profile import usual_documents
from policybuilder.library.schema.profiles import PutOffModel
from policybuilder.resolution import titles_of
from policybuilder.web.desk import desk
from policybuilder.web.fields import Field
from policybuilder.web.states import state_of

screen = Blueprint("councils", __name__)

DEPTHS = (
    ("essential", "Essential", "The rules that every council needs: about 10 pages"),
    ("standard", "Standard", "What most councils choose: about 18 pages"),
    ("full", "Full", "Everything, for a council that does much with AI"),
)


@dataclass(frozen=True)
class _Row:
    """A council of the workspace: its profile's id and name, its documents with how far each is, and what is wrong."""

    id: str
    name: str
    documents: tuple[tuple[str, str], ...]
    problem: Problem | None = None
    later: PutOffModel | None = None


@screen.get("/")
def home() -> str:
    """Show the councils of the workspace."""
    library = desk().library()
    own = desk().is_workspace
    rows = list(_rows(library)) if own else []
    return render_template("councils.html", rows=rows, folder=str(desk().root), is_workspace=own)


def _rows(library: Library) -> Iterator[_Row]:
    for id, file in library.profile_files.items():
        if file.layer.prefix:
            continue  # the illustrative councils of the built-in library are not this workspace's
        try:
            front = library.profile(id).front
            if front.base:
                continue
            name = front.council.name if front.council else id
            titles = titles_of(library, id)
            states = [(title, state_of(desk().root, id, each).words) for each, title in titles.items()]
            yield _Row(id, name, tuple(states), later=front.newer_library)
        except PolicyBuilderError as error:
            yield _Row(id, id, (), error.problems[0])


@screen.get("/new")
def new() -> str:
    """Ask which council it is; show what the register has for the words typed."""
    words = " ".join(request.args.get("name", "").split())
    found = api.look_up_council(desk().library(), words) if words else None
    empty = "name" in request.args and not words
    return render_template("new_council.html", typed=words, found=found, problems=_asked_for_name() if empty else ())


def _asked_for_name() -> Sequence[Problem]:
    return (Problem(Field("name"), "Enter the name of your council", "no-name"),)


@screen.get("/new/<code>")
def start(code: str, problems: Sequence[Problem] = ()) -> str:
    """Ask what a new council's policies are to be."""
    library = desk().library()
    council = api.council(library, code)
    documents = [(id, library.template(id).front) for id in library.template_files]
    return render_template(
        "start_council.html",
        council=council,
        documents=documents,
        usual=usual_documents(library),
        depths=DEPTHS,
        form=request.form,
        problems=problems,
    )


@screen.post("/new/<code>")
def make(code: str) -> Response | tuple[str, int]:
    """Write the profile of a new council, and go to its tasks."""
    library = desk().library()
    council = api.council(library, code)
    problems = []
    if not request.form.getlist("documents"):
        problems.append(Problem(Field("documents"), "Choose at least one document", "no-documents"))
    if request.form.get("depth") not in {depth[0] for depth in DEPTHS}:
        problems.append(Problem(Field("depth"), "Choose how much the policies say", "no-depth"))
    if problems:
        return start(code, problems), 422
    try:
        with desk().writing:
            chosen = request.form.getlist("documents")
            started = api.new_profile(desk().root, council, depth=request.form["depth"], documents=chosen)
    except PolicyBuilderError as error:
        return start(code, error.problems), 422
    return redirect(url_for("tasks.tasks", profile=started.profile))
