"""A file that cannot be read: the line as it could be, put in by the one mechanism of changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from policybuilder.edit.mending import MEND, ProposedLine, proposed_line, with_line
from policybuilder.edit.proposal import write
from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.web.desk import desk
from policybuilder.web.shown import digest_of, in_sentences

screen = Blueprint("mending", __name__, url_prefix="/mend/<profile>")


@dataclass(frozen=True)
class _Shown:
    """A line that could stand in place of one, with what tells whether it is still the one that was shown."""

    profile: str
    number: int
    proposed: str
    seen: str


def proposed_for(problem: Problem) -> _Shown | None:
    """Return the line that could stand in place of the one that a problem is about; None where nobody can tell."""
    try:
        line = proposed_line(desk().library(), problem)
    except PolicyBuilderError:
        return None  # the library itself cannot be read, and that is told
    return None if line is None else _Shown(line.profile, line.number, line.proposed, _seen(line))


def _seen(line: ProposedLine) -> str:
    return digest_of(repr(line))


@screen.post("/")
def put_in(profile: str) -> Response:
    """Put in the line that was shown; where the file is another by now, put in nothing and show it as it is."""
    there = url_for("tasks.tasks", profile=profile)
    try:
        with desk().writing:
            line = _proposed(profile)
            if line is None:
                flash("The file was changed since the line was shown. Nothing was put in: look again.", "problem")
                return redirect(there)
            proposal = with_line(desk().library(), line)
            write(proposal, f"{MEND} {profile} {line.number}", date.today().isoformat())
    except PolicyBuilderError as error:
        flash(in_sentences(error.problems[0]), "problem")
        return redirect(there)
    flash(f"Put in: line {line.number} of the file", "done")
    if _is_base(profile):
        return redirect(url_for("councils.home"))
    return redirect(there)


def _proposed(profile: str) -> ProposedLine | None:
    """Return the line that the form was made for, where it is still proposed."""
    library = desk().library()
    try:
        library.profile(profile)
    except PolicyBuilderError as error:
        found = (proposed_line(library, each) for each in error.problems if _is_meant(each))
        return next((line for line in found if line and _seen(line) == request.form.get("seen")), None)
    return None


def _is_meant(problem: Problem) -> bool:
    return str(problem.location.line) == request.form.get("line")


def _is_base(profile: str) -> bool:
    try:
        return desk().library().profile(profile).front.base
    except PolicyBuilderError:
        return False
