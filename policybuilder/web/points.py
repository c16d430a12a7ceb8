"""What stands between a council's drafts and the committee, each point once: by the person who would know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import url_for

from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.resolution import documents_of
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.resolution.points import amendments_to_settle
from policybuilder.web.desk import Desk
from policybuilder.web.shown import answer_words

if TYPE_CHECKING:
    from policybuilder.document import Document, LawEntry, OpenQuestion
    from policybuilder.resolution.asked import Asked

NOBODY = "Whoever knows"
"""What stands above the questions that name nobody."""


@dataclass
class Point:
    """A point that is open, where it is settled, what stands until then, and the titles of the documents it is in."""

    words: str
    href: str
    so_far: str = ""
    documents: list[str] = field(default_factory=list)


@dataclass
class Points:
    """Everything that is open: the questions of each person, the law to check, the council's words, and what fails.

    `open` is how many points each document has, by its title; `failing` what keeps documents from being made.
    """

    people: dict[str, dict[str, Point]] = field(default_factory=dict)
    law: dict[str, Point] = field(default_factory=dict)
    others: list[Problem] = field(default_factory=list)
    failing: list[Problem] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)

    @property
    def questions(self) -> int:
        """How many questions are open."""
        return sum(len(points) for points in self.people.values())


def points_of(desk: Desk, profile: str) -> Points:
    """Return what is open in the documents of a council. Raises PolicyBuilderError where the council cannot be read."""
    library = desk.library()
    asked = {each.parameter.name: each for each in desk.asked(profile)}
    found = Points()
    for id in documents_of(library, profile):
        case = case_of(library, profile, id)
        try:
            made = desk.document(profile, id)
        except PolicyBuilderError as error:
            found.failing += (each for each in error.problems if each not in found.failing)
            continue
        others = [*amendments_to_settle(made, answer(case))]
        found.others += (each for each in others if each not in found.others)
        law = [entry for entry in made.law if entry.state == "unchecked"]
        found.open[made.title] = len(made.questions) + len(law) + len(others)
        for question in made.questions:
            _note_question(desk, profile, made, question, asked.get(question.parameter), found)
        _note_law(profile, made, law, found)
    found.people = dict(sorted(found.people.items()))
    return found


def _note_question(
    desk: Desk, profile: str, made: Document, question: OpenQuestion, asked: Asked | None, found: Points
) -> None:
    """Note a question below whoever would know; one that several documents ask is noted once."""
    from policybuilder.update.hand_off import asked_of

    who = question.ask if asked is None else asked_of(desk.library(), profile, asked)
    points = found.people.setdefault(who or NOBODY, {})
    if asked is None:  # it is about this document alone, such as who owns it
        key = f"{made.id} {question.parameter}"
        href = url_for("about.about", profile=profile, document=made.id) + f"#{question.parameter.partition('.')[2]}"
        so_far = "No answer yet"
    else:
        key = question.parameter
        href = url_for("questions.question", profile=profile, name=key)
        so_far = f"The default stands: {_short(answer_words(asked))}" if question.guess else "No answer yet"
    point = points.setdefault(key, Point(question.question, href, so_far))
    point.documents.append(made.title)


def _note_law(profile: str, made: Document, law: Iterable[LawEntry], found: Points) -> None:
    for entry in law:
        href = url_for("law.statement", profile=profile, law=entry.id)
        found.law.setdefault(entry.id, Point(entry.title, href)).documents.append(made.title)


def _short(words: str) -> str:
    line = "; ".join(words.splitlines())
    return line if len(line) <= 120 else f"{line[:119]}…"
