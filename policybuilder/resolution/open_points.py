"""What stands between a draft and the committee: each open point once, at the line where its answer goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policybuilder.document import Document, unconfirmed
from policybuilder.errors import Problem
from policybuilder.library.question_places import answer_path, in_words, question_place
from policybuilder.library.statements import SIGN_OFFS
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.sign_offs import given_sign_offs, lapsed_words, to_sign

Kind = Callable[[Document, Answers], Iterator[Problem]]
"""Yields the open points of one kind."""

_OF_A_DOCUMENT = {
    "document.owner": "Which role owns the document?",
    "document.approver": "Which body approves it?",
    "document.review_date": "When is the document reviewed next?",
}


def open_points(document: Document, answers: Answers) -> tuple[Problem, ...]:
    """Return everything that must be settled before a document goes to the body that approves it."""
    return tuple(problem for kind in KINDS for problem in kind(document, answers))


def values_to_confirm(document: Document, answers: Answers) -> Iterator[Problem]:
    """Yield a problem for each value of the document that is still to be confirmed."""
    profile = answers.effective.profile
    file = answers.library.profile_files.get(profile.id)
    text = file.text() if file else ""
    for name in dict.fromkeys(value.parameter for _, value in unconfirmed(document)):
        parameter = answers.library.reference.parameters.get(name)
        path = answer_path(name, document.id)
        question = f"{parameter.question} Ask: {parameter.ask}." if parameter else _OF_A_DOCUMENT.get(name, "")
        hint = f"{question} Write {in_words(path)}".strip()
        place = question_place(profile, text, path)
        yield Problem(place, f'"{name}" is still to be confirmed', "unconfirmed", hint)


def unchecked_law(document: Document, answers: Answers) -> Iterator[Problem]:
    """Yield a problem for each statement of law that the document rests on and nobody has read at its source.

    The hint prints the lines that sign it off. A sign-off that has lapsed is named, with the statement then and now.
    """
    library, profile = answers.library, answers.effective.profile
    given = given_sign_offs(library, profile)
    file = library.profile_files.get(profile.id)
    place = question_place(profile, file.text() if file else "", (SIGN_OFFS,))
    for entry in document.law:
        if entry.state == "unchecked":
            law = library.reference.law[entry.id]
            lapsed = next(iter(given.get(entry.id, ())), None)
            said = lapsed_words(entry.id, lapsed, law) if lapsed else f'nobody has checked the law "{entry.title}"'
            yield Problem(lapsed.location if lapsed else place, said, "law-unchecked", to_sign(entry.id, law))


KINDS: tuple[Kind, ...] = (values_to_confirm, unchecked_law)
"""Each kind of open point; a new kind is a function and a name here."""
