"""The tasks of a council: its questions by subject, with how far each is, and what comes after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from policybuilder import api
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import Library
from policybuilder.resolution import documents_of
from policybuilder.update.handed import Handed, handed
from policybuilder.web.desk import desk
from policybuilder.web.old_answers import has_reports, old_answers
from policybuilder.web.shown import digest_of, done_words, in_sentences
from policybuilder.web.states import state_of

if TYPE_CHECKING:
    from policybuilder.edit.undo import Undo
    from policybuilder.resolution.asked import Asked


screen = Blueprint("tasks", __name__, url_prefix="/c/<profile>")


@dataclass(frozen=True)
class Subject:
    """The questions of a council on one subject."""

    id: str
    title: str
    asked: tuple[Asked, ...]
    handed: Mapping[str, Handed]

    @property
    def waiting(self) -> list[str]:
        """Who is waited for: those to whom questions were handed that nobody has looked at, each once."""
        found = (self.handed.get(each.parameter.name) for each in self.asked if not each.looked_at)
        return sorted({each.to for each in found if each is not None})

    @property
    def done(self) -> int:
        """How many questions somebody answered, or looked at and kept."""
        return sum(each.looked_at for each in self.asked)

    @property
    def progress(self) -> str:
        """How far the subject is, in words."""
        if self.done == len(self.asked):
            return "Done"
        words = f"{self.done} of {len(self.asked)} looked at" if self.done else "Not started"
        return f"{words}; waiting for: {', '.join(self.waiting)}" if self.waiting else words


def subjects(library: Library, profile: str, asked: Iterable[Asked], person: str = "") -> Iterator[Subject]:
    """Yield the subjects that have questions, for one person's questions where named, in the library's order."""
    from policybuilder.update.hand_off import asked_of

    given = handed(desk().root, profile)
    by_group: dict[str, list[Asked]] = {}
    for each in asked:
        if person in ("", asked_of(library, profile, each)):
            by_group.setdefault(each.parameter.group, []).append(each)
    titles = library.reference.groups
    for id in sorted(by_group, key=[*titles, *by_group].index):
        yield Subject(id, titles.get(id, id), tuple(by_group[id]), given)


@screen.get("/")
def tasks(profile: str) -> str:
    """Show the subjects of a council's questions, and what to do after them."""
    from policybuilder.update.hand_off import asked_of

    library = desk().library()
    asked = desk().asked(profile)
    person = request.args.get("person", "")
    people = sorted({who for each in asked if (who := asked_of(library, profile, each))})
    council = library.profile(profile).front.council
    shown = list(subjects(library, profile, asked, person))
    states = [state_of(desk().root, profile, id) for id in documents_of(library, profile)]
    waiting = sorted({name for each in subjects(library, profile, asked) for name in each.waiting})
    left = (each.parameter.name for subject in shown for each in subject.asked if not each.looked_at)
    return render_template(
        "tasks.html",
        profile=profile,
        council=council.name if council else profile,
        subjects=shown,
        next=next(left, ""),
        waiting=f"Waiting for: {', '.join(waiting)}" if waiting else "Nobody is waited for",
        built=f"{sum(each.is_built for each in states)} of {len(states)} built",
        approved=f"{sum(bool(each.version) for each in states)} of {len(states)} in force",
        people=people,
        person=person,
        old=len(old_answers(desk().root, profile, asked)),
        has_old=has_reports(desk().root, profile),
        looked_at=sum(each.looked_at for each in asked),
        total=len(asked),
    )


@screen.get("/undo")
def last_change(profile: str) -> Response | str:
    """Show the last change and the lines that taking it back gives."""
    try:
        return _undo_page(profile, api.undo(desk().library(), profile, dry_run=True))
    except PolicyBuilderError as error:
        desk().library().profile(profile)
        flash(in_sentences(error.problems[0]), "problem")
        return redirect(url_for("tasks.tasks", profile=profile))


def _undo_page(profile: str, found: Undo, *, newer: bool = False) -> str:
    lines = list(found.proposal.lines())
    return render_template(
        "undo.html",
        profile=profile,
        what=_what(found),
        when=found.entry.when,
        lines=lines,
        seen=_seen(found),
        newer=newer,
    )


def _what(found: Undo) -> str:
    """Return what the last change was, in words."""
    parameters = desk().library().reference.parameters
    return done_words(found.entry.command, {name: each.label for name, each in parameters.items()})


def _seen(found: Undo) -> str:
    """Return what tells whether the change is still the one that was shown, and takes back the same lines."""
    return digest_of(repr((found.entry, found.proposal.files)))


@screen.post("/undo")
def undo(profile: str) -> Response | tuple[str, int]:
    """Take the change back that was shown, and say which it was; where another is the last now, show that."""
    try:
        with desk().writing:
            taken = api.undo(desk().library(), profile, dry_run=True)
            if request.form.get("seen") != _seen(taken):
                return _undo_page(profile, taken, newer=True), 409
            taken = api.undo(desk().library(), profile)
    except PolicyBuilderError as error:
        flash(in_sentences(error.problems[0]), "problem")
    else:
        flash(f"Taken back: {_what(taken)}", "done")
    return redirect(url_for("tasks.tasks", profile=profile))
