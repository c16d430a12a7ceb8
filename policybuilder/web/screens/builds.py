"""Building: the drafts or papers of one council or of all, as work that can be left; and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import Problem
from policybuilder.files.office import office_program
from policybuilder.library.workspace import OUTPUT
from policybuilder.web.desk import desk
from policybuilder.web.formats import ASKED
from policybuilder.web.waiting import came
from policybuilder.web.work import Job, Work
from policybuilder.writers import USUAL_FORMATS

if TYPE_CHECKING:
    from policybuilder.lifecycle.built import Built
    from policybuilder.lifecycle.run import Outcome

screen = Blueprint("builds", __name__)

_DONE = {"draft": "The drafts are ready", "paper": "The papers are ready"}
_DOING = {"draft": "Building the drafts", "paper": "Making the papers for the committee"}


@dataclass(frozen=True)
class BuiltRow:
    """A document that a build made: what came of it in words, and the sections that read otherwise than before."""

    profile: str
    document: str
    title: str
    said: str
    kept: tuple[str, ...]
    set_aside: tuple[str, ...]
    sections: tuple[str, ...]
    pages: int
    reading_age: float
    unconfirmed: int
    law_to_check: int


@dataclass(frozen=True)
class Came:
    """What came of a build: the documents by council, those that were not made, and what is wrong."""

    title: str
    stage: str
    councils: tuple[tuple[str, tuple[BuiltRow, ...]], ...]
    not_built: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def any_kept(self) -> bool:
        """Whether a file stands in the way that somebody edited."""
        return any(row.kept for _, rows in self.councils for row in rows)


@screen.post("/build")
def build_all() -> Response:
    """Build the drafts of every council of the workspace."""
    if not desk().is_workspace:
        abort(404)
    return _begin((), "draft")


@screen.post("/c/<profile>/documents/")
def build(profile: str) -> Response:
    """Build the drafts of a council, or the papers for the committee."""
    if profile not in desk().library().profile_files:
        abort(404)
    stage = "paper" if request.form.get("for") == "committee" else "draft"
    also = {*request.form.getlist("also"), *_made_before(profile, stage)}
    more = tuple(each for each in ASKED if each in also and (each != "pdf" or office_program()))
    return _begin((profile,), stage, more, aside=request.form.get("edited") == "aside")


def _made_before(profile: str, stage: str) -> set[str]:
    """Return the formats that somebody asked for before: their files must not stay behind those that are made now."""
    folders = desk().root / OUTPUT / profile
    return {name for name, suffix in ASKED.items() if any(folders.glob(f"*/{stage}/*.{suffix}"))}


def _begin(profiles: tuple[str, ...], stage: str, more: tuple[str, ...] = (), *, aside: bool = False) -> Response:
    title = _DOING[stage] if profiles else f"{_DOING[stage]} of every council"
    profile = profiles[0] if profiles else ""

    def address(code: str) -> str:
        return url_for("builds.built", code=code, profile=profile)

    what = ("build", stage, "aside" if aside else "", *more, *profiles)
    work = desk().works.begin(what, title, address, _job(profiles, stage, more, aside=aside))
    return redirect(work.address, 303)


def _job(profiles: tuple[str, ...], stage: str, more: tuple[str, ...], *, aside: bool) -> Job:
    root = desk().root
    formats = (*USUAL_FORMATS, *more)

    def job(work: Work) -> Came:
        # One process: a program that serves a page must not be copied while others use it.
        paper = stage == "paper"
        outcome = api.build(
            root, profiles, formats=formats, for_committee=paper, set_aside=aside, jobs=1, progress=work.parts
        )
        return _came(outcome, stage)

    return job


@screen.get("/built/<code>", defaults={"profile": ""})
@screen.get("/c/<profile>/documents/built/<code>")
def built(profile: str, code: str) -> Response | tuple[str, int]:
    """Show how far a build is, or what came of it."""
    council = {"profile": profile} if profile else {}
    work = desk().works.find(code)
    if work is None:
        return render_template("work_gone.html", **council), 410
    return make_response(render_template("built.html", came=came(work, profile), **council))


def _came(outcome: Outcome, stage: str) -> Came:
    in_the_way = {problem.location.path for problem in outcome.problems if problem.code == "in-the-way"}
    councils = tuple(
        (each.profile, tuple(_rows(each.built, in_the_way))) for each in outcome.profiles if each.built or each.problems
    )
    problems = tuple(problem for problem in outcome.problems if problem.severity == "error")
    found = Came(_DONE[stage], stage, councils, tuple(outcome.not_built), problems)
    whole = not problems and not outcome.not_built and not found.any_kept
    return found if whole else replace(found, title="Not everything could be made")


def _rows(built: Iterable[Built], in_the_way: Collection[str]) -> Iterable[BuiltRow]:
    """Yield the documents that were built. A file that is open, say, is `in_the_way`; nobody edited it."""
    for each in built:
        sections = tuple(
            section.heading if section.how == "changed" else f"{section.heading} ({section.how})"
            for section in each.sections
        )
        yield BuiltRow(
            each.profile,
            each.document,
            each.title or each.document,
            "Not written" if each.kept else "Written" if each.changed else "Up to date: no word changed",
            tuple(path for path in each.kept if path not in in_the_way),
            each.set_aside,
            sections,
            each.pages,
            each.reading_age,
            each.unconfirmed,
            each.law_to_check,
        )
