"""The tasks of a council: its questions by subject, with how far each is, and what comes after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import Library
from policybuilder.resolution.asked import Asked
from policybuilder.web.desk import desk

screen = Blueprint("tasks", __name__, url_prefix="/c/<profile>")


@dataclass(frozen=True)
class Subject:
    """The questions of a council on one subject."""

    id: str
    title: str
    asked: tuple[Asked, ...]

    @property
    def done(self) -> int:
        """How many questions somebody answered, or looked at and kept."""
        return sum(each.looked_at for each in self.asked)

    @property
    def progress(self) -> str:
        """How far the subject is, in words."""
        if self.done == len(self.asked):
            return "Done"
        return f"{self.done} of {len(self.asked)} looked at" if self.done else "Not started"


def subjects(library: Library, asked: Iterable[Asked], person: str = "") -> Iterator[Subject]:
    """Yield the subjects that have questions, for one person's questions where named, in the library's order."""
    by_group: dict[str, list[Asked]] = {}
    for each in asked:
        if person in ("", each.parameter.ask):
            by_group.setdefault(each.parameter.group, []).append(each)
    titles = library.reference.groups
    for id in sorted(by_group, key=[*titles, *by_group].index):
        yield Subject(id, titles.get(id, id), tuple(by_group[id]))


@screen.get("/")
def tasks(profile: str) -> str:
    """Show the subjects of a council's questions, and what to do after them."""
    library = desk().library()
    asked = api.asked(library, profile)
    person = request.args.get("person", "")
    people = sorted({each.parameter.ask for each in asked if each.parameter.ask})
    council = library.profile(profile).front.council
    return render_template(
        "tasks.html",
        profile=profile,
        council=council.name if council else profile,
        subjects=list(subjects(library, asked, person)),
        people=people,
        person=person,
        looked_at=sum(each.looked_at for each in asked),
        total=len(asked),
    )


@screen.post("/undo")
def undo(profile: str) -> Response:
    """Take the last change back, and say which it was."""
    try:
        with desk().writing:
            taken = api.undo(desk().library(), profile)
    except PolicyBuilderError as error:
        flash(error.problems[0].message, "problem")
    else:
        flash(f"Taken back: {taken.entry.command}", "done")
    return redirect(url_for("tasks.tasks", profile=profile))
