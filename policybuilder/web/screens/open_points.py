"""What stands between a council's drafts and the committee: each point once, with where it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from policybuilder.errors import PolicyBuilderError, Problem
from policybuilder.resolution import documents_of, resolve_case
from policybuilder.resolution.answers import answer
from policybuilder.resolution.case import case_of
from policybuilder.web.desk import desk

if TYPE_CHECKING:
    from policybuilder.document import OpenQuestion


screen = Blueprint("open_points", __name__, url_prefix="/c/<profile>/open")


@dataclass(frozen=True)
class Open:
    """A document with what is open in it: questions by whoever would know, and the other points."""

    id: str
    title: str
    questions: tuple[OpenQuestion, ...]
    others: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()


@screen.get("/")
def points(profile: str) -> str:
    """Show what is open, document by document."""
    return render_template("open_points.html", profile=profile, documents=[_open(profile, id) for id in _ids(profile)])


def _ids(profile: str) -> tuple[str, ...]:
    return documents_of(desk().library(), profile)


def _open(profile: str, document: str) -> Open:
    from policybuilder.resolution.points import open_points

    library = desk().library()
    case = case_of(library, profile, document)
    try:
        made = resolve_case(case)
    except PolicyBuilderError as error:
        return Open(document, case.template.front.title, (), (), tuple(error.problems))
    asked = {"to-confirm", "not-looked-at"}
    others = tuple(each for each in open_points(made, answer(case)) if each.code not in asked)
    return Open(document, made.title, made.questions, others)
